package dev.sluice.console.review;

import dev.sluice.profile.LiveProfiles;
import dev.sluice.runtime.streams.Membership;
import dev.sluice.runtime.streams.ThreadFailures;
import dev.sluice.runtime.time.KafkaTime;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.registry.AvroSerdes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;

/**
 * A running instance of the review lifecycle. Instances with the same application id share the partitions.
 *
 * <p>Delivery: exactly once. Closing or killing an instance at any moment loses no decision and doubles none; whoever takes
 * over its partitions ends the undo windows that it had begun.
 */
public final class ReviewStreams implements MeterBinder, AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);
    /** What an item needs beside its dead letter at most: a decision and the resolution before it, each with results. */
    private static final int ITEM_MARGIN_BYTES = 4 * 1024 * 1024;

    private final Properties config;
    private final KafkaStreams streams;
    private final KafkaStreamsMetrics metrics;

    /**
     * Builds an instance; {@link #start()} has it work.
     *
     * @param config Kafka Streams' configuration
     * @param profiles what corrections are held to
     * @param closed is told of items that are decided for good, once more after a crash; on a stream thread
     * @param tracing goes on with the documents' traces
     * @param clock what leases and the time to undo go by
     */
    public ReviewStreams(
            Properties config,
            AvroSerdes serdes,
            LiveProfiles profiles,
            ReviewSettings settings,
            Consumer<ReviewItem> closed,
            Tracing tracing,
            Clock clock) {
        this.config = config;
        ReviewInputs inputs = ReviewInputs.of(serdes);
        ReviewOutputs outputs = ReviewOutputs.of(serdes);
        this.streams = new KafkaStreams(
                ReviewTopology.build(lifecycle(profiles, settings, outputs), inputs, outputs, closed, tracing),
                config,
                new KafkaTime(clock));
        streams.setUncaughtExceptionHandler(new ThreadFailures(clock));
        this.metrics = new KafkaStreamsMetrics(streams);
    }

    static ReviewLifecycle lifecycle(LiveProfiles profiles, ReviewSettings settings, ReviewOutputs outputs) {
        ItemSize size = new ItemSize(
                settings.itemOriginalBytes(), Topic.MAX_VALUE_BYTES - ITEM_MARGIN_BYTES, ItemStores::encodedBytes);
        return new ReviewLifecycle(settings, new ResultCheck(profiles), size, outputs::fits);
    }

    /** Shows what Kafka Streams measures of itself, until {@link #close()}. */
    @Override
    public void bindTo(MeterRegistry registry) {
        metrics.bindTo(registry);
    }

    /** Joins the group and works; returns at once. */
    public void start() {
        streams.start();
    }

    /** Whether it works on its partitions. */
    public boolean isRunning() {
        return streams.state() == State.RUNNING;
    }

    /** Whether it has the first partition, which one instance has at a time, but for moments. */
    public boolean leads() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .anyMatch(task -> task.taskId().partition() == 0);
    }

    /** Whether it ended by failures that did not pass, and must be started anew. */
    public boolean hasFailed() {
        return streams.state() == State.ERROR;
    }

    @Override
    public void close() {
        metrics.close();
        streams.close(Membership.onClose(config, CLOSE_TIMEOUT));
    }
}
