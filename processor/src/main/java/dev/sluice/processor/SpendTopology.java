package dev.sluice.processor;

import dev.sluice.processor.spend.SpendKeys;
import dev.sluice.processor.spend.SpendSums;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.avro.SpendWindow;
import dev.sluice.schemas.versions.StoreCodec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Sums up what calls cost: llm.usage, by whose calls they are, in hours and days of UTC, to llm.spend.
 *
 * <p>A call counts in the window that it began in. One that is reported more than {@link #GRACE} after the end of its window
 * is left out, with a line in the log; that much an instance may be away with reports that nobody has read. Under
 * {@code exactly_once_v2} every other call counts once.
 */
final class SpendTopology {
    /** How long after its end a window still changes. */
    static final Duration GRACE = Duration.ofDays(1);

    /** How far ahead of ours another instance's clock may be. Time that is taken for true makes windows end. */
    private static final Duration MOST_AHEAD = Duration.ofMinutes(10);

    private static final Serializer<LlmUsage> NO_SERIALIZER = (topic, call) -> {
        throw new IllegalStateException("usage is only read here");
    };
    private static final Deserializer<Spend> NO_DESERIALIZER = (topic, bytes) -> {
        throw new IllegalStateException("sums are only written there");
    };

    private SpendTopology() {}

    static Topology build(Deserializer<LlmUsage> usage, Serializer<Spend> spend, Clock clock) {
        Serde<Spend> sums = stored();
        StreamsBuilder builder = new StreamsBuilder();
        KGroupedStream<String, Spend> calls = builder.stream(
                        Topic.USAGE.topicName(),
                        Consumed.with(Serdes.ByteArray(), Serdes.serdeFrom(NO_SERIALIZER, usage))
                                .withTimestampExtractor(beginnings(clock))
                                .withName("usage"))
                .flatMap((document, call) -> SpendSums.of(call), Named.as("by-subject"))
                .repartition(Repartitioned.with(Serdes.String(), sums).withName("spend-calls"))
                .groupByKey();
        for (SpendWindow window : List.of(SpendWindow.HOUR, SpendWindow.DAY)) {
            String name = "spend-" + window.name().toLowerCase(Locale.ROOT);
            calls.windowedBy(TimeWindows.ofSizeAndGrace(SpendKeys.length(window), GRACE))
                    .aggregate(
                            () -> SpendSums.NOTHING,
                            (subject, call, sum) -> SpendSums.sum(call, sum),
                            Named.as(name),
                            Materialized.<String, Spend, WindowStore<Bytes, byte[]>>as(name)
                                    .withKeySerde(Serdes.String())
                                    .withValueSerde(sums)
                                    .withRetention(SpendKeys.length(window).plus(GRACE)))
                    .toStream(Named.as(name + "-changes"))
                    .map(
                            (key, sum) -> {
                                Instant start = key.window().startTime();
                                return KeyValue.pair(
                                        SpendKeys.of(window, start, key.key()), SpendSums.in(window, start, sum));
                            },
                            Named.as(name + "-records"))
                    .to(
                            Topic.SPEND.topicName(),
                            Produced.with(Serdes.String(), Serdes.serdeFrom(spend, NO_DESERIALIZER))
                                    .withName(name + "-sums"));
        }
        return builder.build();
    }

    /** A call's beginning, but never a time that has not come yet. */
    private static TimestampExtractor beginnings(Clock clock) {
        return (record, partitionTime) -> {
            long latest = clock.instant().plus(MOST_AHEAD).toEpochMilli();
            return record.value() instanceof LlmUsage call
                    ? Math.min(call.getCalledAt().toEpochMilli(), latest)
                    : Math.max(partitionTime, 0);
        };
    }

    /** What is between the nodes must not depend on the registry. */
    private static Serde<Spend> stored() {
        StoreCodec<Spend> avro = StoreCodec.of(Spend.class);
        return Serdes.serdeFrom((topic, sum) -> avro.encode(sum), (topic, bytes) -> avro.decode(bytes));
    }
}
