package dev.sluice.devstack.llm;

import java.util.Arrays;
import java.util.Optional;

/** A way in which the server misbehaves; its name in settings and markers is {@link #id()}. */
public enum Fault {
    /** Too many requests. */
    RATE_LIMITED("429"),
    /** An internal error. */
    INTERNAL_ERROR("500"),
    /** Overloaded. */
    UNAVAILABLE("503"),
    /** No answer, ever; the connection stays open. */
    TIMEOUT("timeout"),
    /** The answer comes letter by letter, five in a second. */
    SLOW_LORIS("slow-loris"),
    /** The connection is reset (RST); when streaming, after half of the answer. */
    RESET("reset"),
    /** The answer breaks off, and {@code finish_reason} says {@code stop}. */
    TRUNCATED_JSON("truncated-json"),
    /** The answer breaks off, and {@code finish_reason} says {@code length}. */
    LENGTH("length"),
    /** The JSON stands in a code fence between friendly words. */
    PROSE("prose"),
    /** A value has a type that the schema does not allow. */
    WRONG_TYPE("wrong-type"),
    /** A required property is missing. */
    MISSING_FIELD("missing-field"),
    /** The model declines. */
    REFUSAL("refusal"),
    /** There are no choices in the answer. */
    EMPTY_CHOICES("empty-choices"),
    /** A plausible value with a quote, neither of which is in the document. */
    UNGROUNDED("ungrounded"),
    /** Every confidence is below 0.5. */
    LOW_CONFIDENCE("low-confidence"),
    /** The label changes from call to call, with the same confidence. */
    FICKLE("fickle"),
    /** The confidences are high, but the log-probabilities of the tokens say otherwise. */
    UNLIKELY("unlikely");

    private final String id;

    Fault(String id) {
        this.id = id;
    }

    /** Its name in settings, markers and statistics. */
    public String id() {
        return id;
    }

    /** The fault of that name. */
    public static Optional<Fault> of(String id) {
        return Arrays.stream(values()).filter(fault -> fault.id.equals(id)).findFirst();
    }
}
