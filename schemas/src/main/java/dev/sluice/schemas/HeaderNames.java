package dev.sluice.schemas;

/**
 * The table of record headers that Sluice sets. All values are UTF-8 text. The headers of a raw record are passed on to
 * what becomes of it.
 */
public final class HeaderNames {
    /** On dead letters: the stage that gave up, so that tools without Avro can filter. */
    public static final String STAGE = "sluice.stage";
    /** On dead letters: the reason code. */
    public static final String REASON = "sluice.reason";
    /** On redrives: how often the document was sent back, this time included. */
    public static final String REDRIVE_COUNT = "sluice.redrive.count";

    private HeaderNames() {}
}
