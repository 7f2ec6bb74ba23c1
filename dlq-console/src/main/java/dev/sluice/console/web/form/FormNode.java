package dev.sluice.console.web.form;

import java.util.List;

/** A part of the form. The pointer is a JSON pointer into the results, and the name of the input in HTML. */
public sealed interface FormNode {
    String pointer();

    /** As people call it. */
    String label();

    /** What the schema says of it; may be empty. */
    String hint();

    /** How a single value is entered. */
    enum Kind {
        TEXT,
        NUMBER,
        DATE,
        CHOICE,
        JSON
    }

    /**
     * A single value.
     *
     * @param value its text, empty for none
     * @param optional whether it may be left empty
     * @param choices what CHOICE offers, the empty one included where it may be left empty
     */
    record Input(
            String pointer, String label, String hint, Kind kind, String value, boolean optional, List<Choice> choices)
            implements FormNode {
        public Input {
            choices = List.copyOf(choices);
        }
    }

    /** Something to choose; the value is what the form sends. */
    record Choice(String value, String label) {}

    /** An object. */
    record Group(String pointer, String label, String hint, List<FormNode> parts) implements FormNode {
        public Group {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A list.
     *
     * @param blank a row without values, whose pointers hold {@value #ROW} in the place of the row's number
     */
    record Rows(String pointer, String label, String hint, List<FormNode> rows, FormNode blank) implements FormNode {
        /** Stands for a row's number where there is none yet. */
        public static final String ROW = "__row__";

        public Rows {
            rows = List.copyOf(rows);
        }
    }
}
