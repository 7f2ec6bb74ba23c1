package dev.sluice.processor.async;

import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.schemas.Stage;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * A topology node that runs a {@link Step} on each record, many at a time, without blocking the stream thread.
 *
 * <p>Delivery: a record is put into the stage's changelogged store before its step is called; its result is forwarded and
 * the entry deleted in one transaction. So a crash repeats the calls that were in flight, and nothing else; under
 * {@code exactly_once_v2} each record has exactly one result. Records of one key are worked on one after the other, in
 * the order they came; others overtake each other.
 *
 * @param <I> what comes in
 * @param <O> what the step makes of it
 * @param stage names the node; its store is {@code <stage>-pending}
 * @param step the work
 * @param values how entries are kept; must not depend on another service
 * @param ports where it forwards to
 * @param maxInFlight the most calls at once in each task, at least 1
 * @param maxAside the most entries that wait aside in each task before it takes in no more, at least 1; see
 *     {@link WaitReason#isAside()}
 * @param maxEntryBytes the largest entry that the changelog takes
 * @param intake the back-pressure of this application instance
 * @param holds tells whether what records are on hold for is still so
 * @param clock tells when a retry is due
 */
public record AsyncStage<I, O>(
        Stage stage,
        Step<I, O> step,
        Serde<I> values,
        Ports ports,
        int maxInFlight,
        int maxAside,
        int maxEntryBytes,
        Intake intake,
        Hold.Lookup holds,
        Clock clock)
        implements ProcessorSupplier<byte[], I, byte[], Object> {

    /**
     * Where a stage forwards to: names of topology nodes.
     *
     * @param done takes the step's outputs
     * @param rejected takes {@link dev.sluice.processor.step.StageRejection}s
     * @param usage takes {@code LlmUsage} records
     */
    public record Ports(String done, String rejected, String usage) {}

    public AsyncStage {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("maxInFlight is " + maxInFlight + "; it must be at least 1");
        }
        if (maxAside < 1) {
            throw new IllegalArgumentException("maxAside is " + maxAside + "; it must be at least 1");
        }
    }

    /** The node's name in the topology. */
    public String name() {
        return stage.id();
    }

    @Override
    public Processor<byte[], I, byte[], Object> get() {
        return new StageProcessor<>(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        // Entries live for seconds: with small segments, compacted soon, the changelog stays near what is pending.
        Map<String, String> changelog = Map.of(
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(8 * 1024 * 1024),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.01",
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxEntryBytes));
        return Set.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(storeName()), Serdes.Long(), Serdes.ByteArray())
                .withLoggingEnabled(changelog)
                .withCachingDisabled());
    }

    String storeName() {
        return name() + "-pending";
    }
}
