package dev.sluice.schemas;

import java.util.Locale;

/** The places on a document's way where it can be finished or given up, in their order. */
public enum Stage {
    EXTRACT,
    SUMMARIZE,
    CLASSIFY,
    GATE;

    /** The name in records, metrics and profiles. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
