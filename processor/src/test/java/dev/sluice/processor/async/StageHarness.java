package dev.sluice.processor.async;

import static org.awaitility.Awaitility.await;

import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Step;
import dev.sluice.schemas.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** One stage in one task, driven by hand: the store outlives the runs, as it does on a cluster. */
final class StageHarness implements AutoCloseable {
    static final int MAX_IN_FLIGHT = 4;
    static final int MAX_ASIDE = 30;
    static final String TOPIC = "documents.raw";

    /** The keys of the holds that are not lifted. */
    final Set<String> inForce = ConcurrentHashMap.newKeySet();

    /** How many may still go on whose hold is lifted. */
    int room = Integer.MAX_VALUE;

    final Intake intake = new Intake(Set.of(TOPIC));
    final KeyValueStore<Long, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("extract-pending"), Serdes.Long(), Serdes.ByteArray())
            .withLoggingDisabled()
            .withCachingDisabled()
            .build();
    MockProcessorContext<byte[], Object> context = new MockProcessorContext<>();

    private final AsyncStage<String, String> stage;
    private StageProcessor<String, String> node;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    StageHarness(Step<String, String> step) {
        stage = new AsyncStage<>(
                Stage.EXTRACT,
                step,
                Serdes.String(),
                new AsyncStage.Ports("done", "rejected", "usage"),
                MAX_IN_FLIGHT,
                MAX_ASIDE,
                1_000_000,
                intake,
                new Hold.Lookup() {
                    @Override
                    public boolean isInForce(Hold hold) {
                        return inForce.contains(hold.key());
                    }

                    @Override
                    public int released(Hold hold, int waiting) {
                        int released = isInForce(hold) ? 0 : Math.min(room, waiting);
                        room -= released;
                        return released;
                    }
                },
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now;
                    }

                    @Override
                    public ZoneOffset getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(java.time.ZoneId zone) {
                        return this;
                    }
                });
        store.init(context.getStateStoreContext(), store);
        node = start();
    }

    /** Begins another run on the same store, as after a rebalance or a crash. */
    void restart() {
        node.close();
        context = new MockProcessorContext<>();
        node = start();
    }

    void take(String key, String value) {
        node.process(new Record<>(bytes(key), value, 7, new RecordHeaders().add("trace", bytes("t-" + value))));
    }

    void advance(Duration time) {
        now = now.plus(time);
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        tick();
    }

    /** Runs the punctuators until the condition holds: calls end when they like. */
    void tickUntil(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    advance(Duration.ofMillis(25));
                    return condition.getAsBoolean();
                });
    }

    void tick() {
        activePunctuators().forEach(punctuator -> punctuator.getPunctuator().punctuate(now.toEpochMilli()));
    }

    List<CapturedPunctuator> activePunctuators() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .toList();
    }

    List<Object> forwarded(String port) {
        return context.forwarded(port).stream()
                .map(CapturedForward::record)
                .<Object>map(Record::value)
                .toList();
    }

    long entries() {
        return store.approximateNumEntries();
    }

    Instant now() {
        return now;
    }

    @Override
    public void close() {
        node.close();
    }

    private StageProcessor<String, String> start() {
        context.setCurrentSystemTimeMs(now.toEpochMilli());
        context.addStateStore(store);
        StageProcessor<String, String> started = new StageProcessor<>(stage);
        started.init(context);
        return started;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
