package dev.sluice.console.review;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.versions.StoreCodec;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * What the lifecycle keeps, with changelogs: the items, the dead letters that are too large to be whole in them, and when
 * which item is due. Used by one stream thread.
 */
final class ItemStores {
    private static final String ITEMS = "items";
    private static final String LETTERS = "letters";
    private static final String DUE = "due";

    private static final StoreCodec<ReviewItem> ITEM_CODEC = StoreCodec.of(ReviewItem.class);
    private static final StoreCodec<DeadLetter> LETTER_CODEC = StoreCodec.of(DeadLetter.class);

    private final KeyValueStore<byte[], byte[]> items;
    private final KeyValueStore<byte[], byte[]> letters;
    /** By time and document id, so that what is due stands first. */
    private final KeyValueStore<byte[], byte[]> due;

    ItemStores(ProcessorContext<?, ?> context) {
        this.items = context.getStateStore(ITEMS);
        this.letters = context.getStateStore(LETTERS);
        this.due = context.getStateStore(DUE);
    }

    /** The stores, for the topology. */
    static Set<StoreBuilder<?>> builders() {
        return Set.of(builder(ITEMS), builder(LETTERS), builder(DUE));
    }

    /** The size of a dead letter in an item or in its store. */
    static int encodedBytes(DeadLetter letter) {
        return LETTER_CODEC.encode(letter).length;
    }

    private static StoreBuilder<?> builder(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingEnabled(
                        Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topic.MAX_MESSAGE_BYTES)));
    }

    Optional<Held> find(byte[] key) {
        byte @Nullable [] bytes = items.get(key);
        if (bytes == null) {
            return Optional.empty();
        }
        ReviewItem item = ITEM_CODEC.decode(bytes);
        return Optional.of(item.getOmitted().isEmpty() ? Held.of(item) : new Held(item, () -> whole(key, item)));
    }

    boolean contains(byte[] key) {
        return items.get(key) != null;
    }

    void put(byte[] key, ReviewItem item) {
        items.put(key, ITEM_CODEC.encode(item));
    }

    /** Keeps the dead letter that an item does not carry whole. */
    void putLetter(byte[] key, DeadLetter letter) {
        letters.put(key, LETTER_CODEC.encode(letter));
    }

    void removeLetter(byte[] key) {
        if (letters.get(key) != null) {
            letters.delete(key);
        }
    }

    void remove(byte[] key) {
        items.delete(key);
        removeLetter(key);
    }

    void remind(byte[] key, Instant at) {
        due.put(dueKey(at, key), new byte[0]);
    }

    void forgetReminder(byte[] key, Instant at) {
        due.delete(dueKey(at, key));
    }

    /** Takes out the document ids that are due, the longest due first. */
    List<byte[]> takeDue(Instant now, int most) {
        List<byte[]> taken = new ArrayList<>();
        try (KeyValueIterator<byte[], byte[]> first =
                due.range(dueKey(Instant.EPOCH, new byte[0]), dueKey(now.plusMillis(1), new byte[0]))) {
            while (first.hasNext() && taken.size() < most) {
                taken.add(first.next().key);
            }
        }
        taken.forEach(due::delete);
        return taken.stream()
                .map(key -> Arrays.copyOfRange(key, Long.BYTES, key.length))
                .toList();
    }

    private DeadLetter whole(byte[] key, ReviewItem item) {
        byte @Nullable [] bytes = letters.get(key);
        return bytes == null ? item.getDeadLetter() : LETTER_CODEC.decode(bytes);
    }

    private static byte[] dueKey(Instant at, byte[] key) {
        return ByteBuffer.allocate(Long.BYTES + key.length)
                .putLong(at.toEpochMilli())
                .put(key)
                .array();
    }
}
