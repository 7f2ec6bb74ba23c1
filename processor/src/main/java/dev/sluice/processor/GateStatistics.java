package dev.sluice.processor;

import dev.sluice.validate.statistics.Distribution;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The distributions of numeric fields over the documents that one task accepted, by profile and field. Durable: a
 * changelog holds them, in the same transaction as the documents they were learnt from. Each partition of the raw topic
 * learns for itself, so the minimum of a profile counts per partition.
 */
final class GateStatistics {
    /** Part of the contract: the changelog topic is named after it. */
    static final String STORE = "gate-statistics";

    private static final int BYTES = Long.BYTES + 2 * Double.BYTES;

    private final KeyValueStore<String, Distribution> store;

    GateStatistics(KeyValueStore<String, Distribution> store) {
        this.store = store;
    }

    /** In memory, as there are no more entries than profiles have numeric fields. */
    static StoreBuilder<KeyValueStore<String, Distribution>> store() {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), serde());
    }

    Distribution of(String profile, String field) {
        return Optional.ofNullable(store.get(key(profile, field))).orElse(Distribution.EMPTY);
    }

    void learn(String profile, Map<String, Double> numbers) {
        numbers.forEach((field, number) ->
                store.put(key(profile, field), of(profile, field).plus(number)));
    }

    /** A profile's name has no slash, and a pointer begins with one. */
    private static String key(String profile, String field) {
        return profile + field;
    }

    private static Serde<Distribution> serde() {
        return Serdes.serdeFrom(
                (topic, value) -> ByteBuffer.allocate(BYTES)
                        .putLong(value.count())
                        .putDouble(value.mean())
                        .putDouble(value.squares())
                        .array(),
                (topic, bytes) -> read(ByteBuffer.wrap(bytes)));
    }

    private static Distribution read(ByteBuffer bytes) {
        return new Distribution(bytes.getLong(), bytes.getDouble(), bytes.getDouble());
    }
}
