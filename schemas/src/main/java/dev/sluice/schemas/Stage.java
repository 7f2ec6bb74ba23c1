package dev.sluice.schemas;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The places on a document's way where it can be finished or given up, in their order. */
public enum Stage {
    EXTRACT,
    SUMMARIZE,
    CLASSIFY,
    GATE;

    /** The stage of a name; empty if there is none, as in a record of a later release. */
    public static Optional<Stage> of(String id) {
        return Arrays.stream(values()).filter(stage -> stage.id().equals(id)).findFirst();
    }

    /** The name in records, metrics and profiles. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
