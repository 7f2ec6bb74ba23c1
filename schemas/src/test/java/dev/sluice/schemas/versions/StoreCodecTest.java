package dev.sluice.schemas.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Binary;
import dev.sluice.schemas.EarlierSchemas;
import dev.sluice.schemas.avro.PendingEntry;
import dev.sluice.schemas.registry.SchemaText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StoreCodecTest {
    private final StoreCodec<PendingEntry> codec = StoreCodec.of(PendingEntry.class);

    @Test
    void saysThatALaterReleaseWroteTheEntry() throws IOException {
        Schema later = SchemaBuilder.record("PendingEntry")
                .fields()
                .requiredInt("other")
                .endRecord();
        GenericRecord record = new GenericData.Record(later);
        record.put("other", 1);
        byte[] entry = encoded(record, later);

        assertThatThrownBy(() -> codec.decode(entry))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("PendingEntry", "start that release or a later one");
    }

    @Test
    void saysThatAnEntryIsDamaged() {
        byte[] whole = codec.encode(entry());

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decode(cut))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("PendingEntry");
        }
    }

    @Test
    void refusesARecordThatDoesNotConformToItsSchema() {
        assertThatThrownBy(() -> codec.encode(new PendingEntry()))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("PendingEntry");
    }

    @Test
    void readsWhatItWrote() {
        assertThat(codec.decode(codec.encode(entry()))).isEqualTo(entry());
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.schemas.versions.Contracts#inStores")
    void readsEveryCommittedVersion(Class<? extends SpecificRecordBase> type) throws IOException {
        for (Schema version : ContractVersions.of(type)) {
            assertReads(type, StoreCodec.of(type), version, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.sluice.schemas.versions.Contracts#inStores")
    void readsEntriesOfEarlierReleases(Class<? extends SpecificRecordBase> type) throws IOException {
        Schema current = SpecificData.get().getSchema(type);
        for (int seed = 0; seed < 30; seed++) {
            Schema earlier = EarlierSchemas.of(current, new Random(seed));
            assertReads(type, StoreCodec.of(type, List.of(earlier)), earlier, seed);
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        List<Future<PendingEntry>> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1_000; i++) {
                read.add(threads.submit(() -> codec.decode(codec.encode(entry()))));
            }
            for (Future<PendingEntry> result : read) {
                assertThat(result.get()).isEqualTo(entry());
            }
        }
    }

    private static void assertReads(
            Class<? extends SpecificRecordBase> type,
            StoreCodec<? extends SpecificRecordBase> codec,
            Schema version,
            long seed)
            throws IOException {
        Schema current =
                new Schema.Parser().parse(SchemaText.of(SpecificData.get().getSchema(type)));
        for (Object random : new RandomData(version, 5, seed)) {
            GenericRecord record = (GenericRecord) random;

            SpecificRecordBase read = codec.decode(encoded(record, version));

            assertThat(Binary.decode(Binary.encode(read), current, current))
                    .as("of seed %s written as %s", seed, version)
                    .isEqualTo(Binary.decode(Binary.encode(record), version, current));
        }
    }

    private static byte[] encoded(GenericRecord record, Schema version) throws IOException {
        return new BinaryMessageEncoder<GenericRecord>(GenericData.get(), version)
                .encode(record)
                .array();
    }

    private static PendingEntry entry() {
        return PendingEntry.newBuilder()
                .setValue(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .setTimestamp(Instant.ofEpochMilli(1_700_000_000_123L))
                .setNotBefore(Instant.ofEpochMilli(1_700_000_009_999L))
                .setRetries(2)
                .build();
    }
}
