package dev.sluice.console.readmodel;

import java.util.Locale;

/** What lists can be narrowed by. */
public enum Facet {
    REASON,
    STAGE,
    PROFILE,
    TENANT,
    LABEL;

    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
