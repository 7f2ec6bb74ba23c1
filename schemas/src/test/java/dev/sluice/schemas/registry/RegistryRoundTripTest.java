package dev.sluice.schemas.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.Binary;
import dev.sluice.schemas.EarlierSchemas;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.Span;
import dev.sluice.schemas.registry.FakeRegistry.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistryRoundTripTest {
    private final MemoryRegistry schemas = new MemoryRegistry();
    private final FakeRegistry registry = new FakeRegistry(schemas);
    private final RegistryAvroSerializer serializer = new RegistryAvroSerializer();
    private final RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();

    @AfterEach
    void close() {
        serializer.close();
        deserializer.close();
        registry.close();
    }

    @Test
    void refusesToWriteWhatIsNoAvroRecord() {
        configure(Map.of());

        assertThatThrownBy(() -> serializer.serialize("topic", "text"))
                .isInstanceOf(UnencodableRecordException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void namesTheRecordThatDoesNotConformToItsSchema() {
        configure(Map.of(RegistryKeys.AUTO_REGISTER, true));
        Schema schema =
                SchemaBuilder.record("a.B").fields().requiredString("text").endRecord();

        assertThatThrownBy(() -> serializer.serialize("topic", new GenericData.Record(schema)))
                .isInstanceOf(UnencodableRecordException.class)
                .hasMessageContainingAll("a.B", "topic");
    }

    @Test
    void keepsDeletionsDeletions() {
        configure(Map.of());

        assertThat(serializer.serialize("topic", null)).isNull();
        assertThat(deserializer.deserialize("topic", null)).isNull();
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void writesTheIdOfTheRecordsOwnSchema() {
        configure(Map.of());
        schemas.add("other-value", "\"int\"");
        int id = schemas.add("topic-value", SchemaText.of(Span.getClassSchema()));

        byte[] bytes = written("topic", Span.newBuilder().setStart(1).setEnd(-2).build());

        assertThat(bytes).containsExactly(0, 0, 0, 0, id, 2, 3);
        assertThat(registry.requests()).hasSize(1);
        assertThat(registry.requests().getFirst().body()).doesNotContain("avro.java.string");
    }

    @Test
    void keepsKeysAndValuesUnderSubjectsOfTheirOwn() {
        serializer.configure(Map.of(RegistryKeys.URL, registry.url()), true);
        schemas.add("topic-key", SchemaText.of(Span.getClassSchema()));

        assertThat(written("topic", new Span(1, 2))).hasSize(7);
    }

    @Test
    void readsGeneratedClassesAsTheyWereWritten() {
        configure(Map.of(RegistryKeys.SPECIFIC_READER, true, RegistryKeys.AUTO_REGISTER, true));

        for (Object record : List.of(Samples.rawDocument(), Samples.binaryDocument(), Samples.deadLetter())) {
            assertThat(deserializer.deserialize("topic", written("topic", record)))
                    .isEqualTo(record);
        }
    }

    @Test
    void readsGeneratedClassesAsGenericRecordsByDefault() {
        configure(Map.of(RegistryKeys.AUTO_REGISTER, true));

        Object read = deserializer.deserialize("topic", written("topic", Samples.deadLetter()));

        assertThat(read).isInstanceOfSatisfying(GenericRecord.class, record -> {
            assertThat(record.get("detail")).hasToString("It cannot be read.");
            assertThat(record.get("dead_lettered_at")).isEqualTo(1_700_000_001_456L);
        });
    }

    @Test
    void readsARecordOfAnotherNamespaceIntoTheConfiguredClass() {
        configure(Map.of(
                RegistryKeys.SPECIFIC_VALUE_TYPE, RawDocument.class.getName(), RegistryKeys.AUTO_REGISTER, true));
        Schema foreign = SchemaBuilder.record("py.RawDocument")
                .fields()
                .requiredString("content")
                .endRecord();
        GenericRecord document = new GenericData.Record(foreign);
        document.put("content", "text");

        assertThat(deserializer.deserialize("topic", written("topic", document)))
                .isInstanceOfSatisfying(RawDocument.class, read -> {
                    assertThat(read.getContent()).isEqualTo("text");
                    assertThat(read.getMetadata()).isEmpty();
                });
    }

    @Test
    void followsReferences() {
        configure(Map.of());
        Map<String, String> answers = Map.of(
                "/schemas/ids/7",
                reply(
                        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[{\"name\":\"b\",\"type\":\"n.B\"},{\"name\":\"c\",\"type\":\"n.C\"}]}",
                        "b-value",
                        "c/value"),
                "/subjects/b-value/versions/1",
                reply(
                        "{\"type\":\"record\",\"name\":\"n.B\",\"fields\":[{\"name\":\"c\",\"type\":\"n.C\"}]}",
                        "c/value"),
                "/subjects/c%2Fvalue/versions/1",
                reply("{\"type\":\"enum\",\"name\":\"n.C\",\"symbols\":[\"X\",\"Y\"]}"));
        registry.behave(request -> Response.json(200, requireNonNull(answers.get(request.path()), request.path())));

        Object read = deserializer.deserialize("topic", new byte[] {0, 0, 0, 0, 7, 2, 0});

        assertThat(read).hasToString("{\"b\": {\"c\": \"Y\"}, \"c\": \"X\"}");
        assertThat(registry.requests()).hasSize(3);
    }

    @Test
    void namesTheReferenceThatIsMissing() {
        configure(Map.of());
        registry.behave(request -> request.path().startsWith("/schemas")
                ? Response.json(200, reply("{\"type\":\"record\",\"name\":\"A\",\"fields\":[]}", "b-value"))
                : Response.refusal(40402, "Version 1 not found."));

        assertThatThrownBy(() -> deserializer.deserialize("topic", new byte[] {0, 0, 0, 0, 7}))
                .isInstanceOf(UndecodableRecordException.class)
                .hasMessageContainingAll("id 7", "/subjects/b-value/versions/1", "40402");
    }

    /** Avro by itself takes such a record for cut off: see {@link UncountedDecoder}. */
    @Test
    void readsAnArrayAtTheEndWhoseElementsHaveGainedFields() {
        configure(Map.of(
                RegistryKeys.SPECIFIC_VALUE_TYPE, SourceCoordinates.class.getName(), RegistryKeys.AUTO_REGISTER, true));
        Schema keyOnly = SchemaBuilder.record("RecordHeader")
                .fields()
                .requiredString("key")
                .endRecord();
        Schema earlier = SchemaBuilder.record("SourceCoordinates")
                .fields()
                .requiredString("topic")
                .requiredInt("partition")
                .requiredLong("offset")
                .requiredLong("timestamp")
                .name("headers")
                .type(Schema.createArray(keyOnly))
                .noDefault()
                .endRecord();
        GenericRecord header = new GenericRecordBuilder(keyOnly).set("key", "").build();
        GenericRecord coordinates = new GenericRecordBuilder(earlier)
                .set("topic", "t")
                .set("partition", 0)
                .set("offset", 0L)
                .set("timestamp", 0L)
                .set("headers", List.of(header, header, header))
                .build();

        assertThat(deserializer.deserialize("topic", written("topic", coordinates)))
                .isInstanceOfSatisfying(
                        SourceCoordinates.class,
                        read -> assertThat(read.getHeaders()).hasSize(3));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatOtherReleasesWrote(Topic topic) {
        Class<?> type = topic.valueType();
        configure(Map.of(RegistryKeys.SPECIFIC_VALUE_TYPE, type, RegistryKeys.AUTO_REGISTER, true));
        Schema current = new Schema.Parser().parse(SchemaText.of(topic.valueSchema()));
        for (int seed = 0; seed < 50; seed++) {
            Schema earlier = EarlierSchemas.of(current, new Random(seed));
            for (Object random : new RandomData(earlier, 5, seed)) {
                GenericRecord record = (GenericRecord) random;

                Object read = deserializer.deserialize("topic", written("topic", record));

                assertThat(read).isInstanceOf(type);
                byte[] again = Binary.encode((IndexedRecord) requireNonNull(read));
                assertThat(Binary.decode(again, current, current))
                        .as("of seed %s written as %s", seed, earlier)
                        .isEqualTo(Binary.decode(Binary.encode(record), earlier, current));
            }
        }
    }

    @Test
    void servesHundredsOfThreadsWithOneQuestionEach() throws Exception {
        configure(Map.of(RegistryKeys.SPECIFIC_READER, true));
        schemas.add("topic-value", SchemaText.of(DeadLetter.getClassSchema()));
        DeadLetter record = Samples.deadLetter();
        List<Future<Object>> read = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 500; i++) {
                read.add(threads.submit(
                        () -> Objects.requireNonNull(deserializer.deserialize("topic", written("topic", record)))));
            }
            for (Future<Object> result : read) {
                assertThat(result.get()).isEqualTo(record);
            }
        }
        assertThat(registry.requests()).hasSize(2);
    }

    private void configure(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(more);
        settings.put(RegistryKeys.URL, registry.url());
        serializer.configure(settings, false);
        deserializer.configure(settings, false);
    }

    private byte[] written(String topic, Object record) {
        return requireNonNull(serializer.serialize(topic, record));
    }

    private static String reply(String schema, String... references) {
        List<String> listed = new ArrayList<>();
        for (String subject : references) {
            listed.add("{\"name\": \"x\", \"subject\": \"" + subject + "\", \"version\": 1}");
        }
        return "{\"schema\": \"%s\", \"references\": %s}".formatted(schema.replace("\"", "\\\""), listed);
    }
}
