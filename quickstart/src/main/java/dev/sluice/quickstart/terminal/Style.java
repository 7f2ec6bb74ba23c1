package dev.sluice.quickstart.terminal;

/** Colours by ANSI escapes (ECMA-48), or none. Immutable. */
public enum Style {
    PLAIN,
    COLOUR;

    public String bold(String text) {
        return escape("1", text);
    }

    public String dim(String text) {
        return escape("2", text);
    }

    /** For what went well. */
    public String good(String text) {
        return escape("32", text);
    }

    /** For what failed. */
    public String bad(String text) {
        return escape("31", text);
    }

    /** For what deserves a look. */
    public String notable(String text) {
        return escape("33", text);
    }

    /** For what can be copied: addresses, commands, labels. */
    public String accent(String text) {
        return escape("36", text);
    }

    private String escape(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
