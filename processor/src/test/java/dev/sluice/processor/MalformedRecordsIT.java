package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.deadletter.OriginalBytes;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost: whatever somebody produces has an outcome, with its bytes as they were. */
@ExtendWith(SharedCluster.class)
final class MalformedRecordsIT {
    private static final int RECORDS = 200;

    @TempDir
    private Path folder;

    @SuppressWarnings("ArrayRecordComponent") // never compared; just what is handed to the producer
    private record Malformed(byte @Nullable [] key, byte @Nullable [] value) {}

    @Test
    void deadLettersEveryMalformedRecordWithItsBytes(Cluster cluster) throws Exception {
        try (Stack stack = Stack.start(cluster, folder, 1);
                Outcomes outcomes = stack.outcomes();
                ProcessorApp app = Stack.processor(stack.config("only"))) {
            Map<Long, Malformed> byOffset = new HashMap<>();
            for (Malformed record : malformed(stack.serdes().serializer())) {
                RecordMetadata metadata = stack.produce(record.key(), record.value());
                byOffset.put(metadata.offset(), record);
            }

            outcomes.awaitCount(RECORDS, Duration.ofMinutes(2));

            assertThat(outcomes.enriched()).isEmpty();
            assertThat(outcomes.deadLetters()).hasSize(RECORDS);
            for (DeadLetter letter : outcomes.deadLetters()) {
                Malformed record = Objects.requireNonNull(
                        byOffset.remove(letter.getSource().getOffset()), "a record was dead-lettered twice");
                assertThat(letter.getOriginalValue().orElse(null)).isEqualTo(wrap(record.value()));
                assertThat(letter.getOriginalKey().orElse(null)).isEqualTo(wrap(record.key()));
                assertThat(letter.getReason()).isIn(DeadLetterReason.UNREADABLE, DeadLetterReason.TOO_LARGE);
                assertThat(letter.getDetail()).isNotBlank();
            }
            assertThat(byOffset).isEmpty();
        }
    }

    @Test
    void deadLettersWhatIsAsLargeAsTheTopicTakes(Cluster cluster) throws Exception {
        byte[] noise = noise(Topic.RAW.maxMessageBytes() - 1_000);
        byte[] letters = "key ".repeat(2_500_000).getBytes(StandardCharsets.UTF_8);
        try (Stack stack = Stack.start(cluster, folder, 1);
                Outcomes outcomes = stack.outcomes();
                ProcessorApp app = Stack.processor(stack.config("only"))) {
            long value = stack.produce(key(0), noise).offset();
            long key = stack.produce(letters, key(1)).offset();
            ProducerRecord<byte[], byte[]> withHeader =
                    new ProducerRecord<>(Topic.RAW.topicName(), key(2), new byte[] {0});
            withHeader.headers().add("noise", noise);
            long headers = stack.produce(withHeader).offset();
            assertThatThrownBy(() -> stack.produce(key(3), noise(Topic.RAW.maxMessageBytes())))
                    .hasRootCauseInstanceOf(RecordTooLargeException.class);

            outcomes.awaitCount(3, Duration.ofMinutes(2));

            assertThat(outcomes.deadLetters())
                    .extracting(DeadLetter::getReason)
                    .containsOnly(DeadLetterReason.TOO_LARGE);
            assertThat(OriginalBytes.of(letterAt(outcomes, value))).contains(ByteBuffer.wrap(noise));
            assertThat(letterAt(outcomes, key).getOriginalKey()).contains(ByteBuffer.wrap(letters));
            assertThat(letterAt(outcomes, key).getDetail()).contains("key has 10000000 bytes", "shorter document id");
            assertThat(letterAt(outcomes, headers).getSource().getHeaders())
                    .anyMatch(header -> header.getValue().equals(Optional.of(ByteBuffer.wrap(noise))));
        }
    }

    private static DeadLetter letterAt(Outcomes outcomes, long offset) {
        return outcomes.deadLetters().stream()
                .filter(letter -> letter.getSource().getOffset() == offset)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new Random(length).nextBytes(noise);
        return noise;
    }

    private static List<Malformed> malformed(Serializer<RawDocument> serializer) {
        Random random = new Random(7);
        byte[] good = serializer.serialize(
                Topic.RAW.topicName(),
                RawDocument.newBuilder().setContent("A good document.").build());
        List<Malformed> records = new ArrayList<>();
        records.add(new Malformed(key(0), null));
        records.add(new Malformed(key(1), new byte[0]));
        records.add(new Malformed(null, new byte[] {0}));
        records.add(new Malformed(new byte[] {(byte) 0xC3, 0x28}, good));
        records.add(new Malformed(key(2), "plain text".getBytes(StandardCharsets.UTF_8)));
        records.add(new Malformed(key(3), "{\"content\": \"JSON\"}".getBytes(StandardCharsets.UTF_8)));
        records.add(new Malformed(key(4), withSchemaId(good, 999_999)));
        records.add(new Malformed(key(5), withSchemaId(good, -1)));
        records.add(new Malformed(key(6), hugeStringLength(good)));
        records.add(new Malformed(key(7), new byte[9 * 1024 * 1024]));
        for (int length = 1; length < good.length && records.size() < 60; length++) {
            records.add(new Malformed(key(records.size()), Arrays.copyOf(good, length)));
        }
        while (records.size() < RECORDS) {
            byte[] bytes = new byte[random.nextInt(1, 2_000)];
            random.nextBytes(bytes);
            // Not by chance the magic byte of a readable record.
            bytes[0] = (byte) (1 + random.nextInt(255));
            records.add(new Malformed(key(records.size()), bytes));
        }
        return records;
    }

    private static byte[] withSchemaId(byte[] record, int id) {
        byte[] changed = record.clone();
        ByteBuffer.wrap(changed).putInt(1, id);
        return changed;
    }

    /** A string that claims two gigabytes, to be refused rather than allocated. */
    private static byte[] hugeStringLength(byte[] record) {
        byte[] changed = Arrays.copyOf(record, record.length + 8);
        Arrays.fill(changed, 6, 10, (byte) 0xFE);
        changed[10] = 0x0F;
        return changed;
    }

    private static byte[] key(int i) {
        return ("malformed-" + i).getBytes(StandardCharsets.UTF_8);
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
