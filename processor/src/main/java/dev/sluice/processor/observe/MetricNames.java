package dev.sluice.processor.observe;

/** The table of metric names, as Micrometer spells them; Prometheus shows dots as underscores. */
public final class MetricNames {
    /** Documents that left the pipeline, by outcome, reason and profile. */
    public static final String DOCUMENTS = "sluice.documents";
    /** Entries that a stage holds, in flight or waiting. */
    public static final String PENDING_CALLS = "sluice.pending.calls";
    /** Calls of a stage that are in flight. */
    public static final String CALLS_IN_FLIGHT = "sluice.calls.in.flight";
    /** Age of the oldest record that a stage holds, in seconds. */
    public static final String OLDEST_PENDING_AGE = "sluice.oldest.pending.age";
    /** Time that a step took, by stage and outcome. */
    public static final String STAGE_DURATION = "sluice.stage.duration";

    private MetricNames() {}
}
