package dev.sluice.console.review;

import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ReviewItem;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The way of a decision: dead letters, commands and published documents come in, one node keeps the items, and items,
 * outcomes and audit events leave. All topics are keyed by document id and have the same number of partitions, so one task
 * sees all that concerns a document.
 */
final class ReviewTopology {
    static final String REVIEW = "review";
    static final String ITEMS = "review-items";
    static final String ENRICHED = "enriched";
    static final String REDRIVES = "redrives";
    static final String CORRECTIONS = "corrections";
    static final String AUDIT = "audit";
    static final String COUNTS = "outcome-counts";
    static final String COMMANDS = "ended-windows";

    private ReviewTopology() {}

    /** @param closed is told of items that are decided for good */
    static Topology build(
            ReviewLifecycle lifecycle,
            ReviewInputs inputs,
            ReviewOutputs outputs,
            Consumer<ReviewItem> closed,
            Tracing tracing) {
        ByteArrayDeserializer read = new ByteArrayDeserializer();
        ByteArraySerializer write = new ByteArraySerializer();
        return new Topology()
                .addSource("dead-letters", read, read, Topic.DEAD_LETTER.topicName())
                .addSource("commands", read, read, Topic.REVIEW_COMMANDS.topicName())
                .addSource("published", read, read, Topic.ENRICHED.topicName())
                .addProcessor(
                        REVIEW,
                        node(lifecycle, inputs, outputs, closed, tracing),
                        "dead-letters",
                        "commands",
                        "published")
                .addSink(ITEMS, Topic.REVIEW_ITEMS.topicName(), write, write, REVIEW)
                .addSink(ENRICHED, Topic.ENRICHED.topicName(), write, write, REVIEW)
                .addSink(REDRIVES, Topic.REDRIVE.topicName(), write, write, REVIEW)
                .addSink(CORRECTIONS, Topic.CORRECTIONS.topicName(), write, write, REVIEW)
                .addSink(AUDIT, Topic.AUDIT.topicName(), write, write, REVIEW)
                .addSink(COUNTS, Topic.REVIEW_OUTCOMES.topicName(), write, write, REVIEW)
                .addSink(COMMANDS, Topic.REVIEW_COMMANDS.topicName(), write, write, REVIEW);
    }

    private static ProcessorSupplier<byte[], byte[], byte[], byte[]> node(
            ReviewLifecycle lifecycle,
            ReviewInputs inputs,
            ReviewOutputs outputs,
            Consumer<ReviewItem> closed,
            Tracing tracing) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new ReviewNode(lifecycle, inputs, outputs, closed, tracing);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                Set<StoreBuilder<?>> stores = new HashSet<>(ItemStores.builders());
                stores.add(OutcomeCounts.builder());
                return stores;
            }
        };
    }
}
