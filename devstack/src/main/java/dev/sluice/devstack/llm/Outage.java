package dev.sluice.devstack.llm;

import java.util.Locale;

/** Whether the server works at all. */
public enum Outage {
    /** It works. */
    NONE,
    /** Every call is answered with 503. */
    UNAVAILABLE,
    /** Every connection that makes a call is reset. */
    RESET,
    /** Every call is taken and never answered. */
    HANG,
    /** Every call is answered with 429 and {@code insufficient_quota}. */
    QUOTA;

    /** Its name in settings and flags. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return id();
    }
}
