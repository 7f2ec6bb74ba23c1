package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.FakeRegistry.Response;
import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UndecodableBytesTest {
    private static final String TOPIC = Topic.RAW.topicName();

    private final MemoryRegistry schemas = new MemoryRegistry();
    private final FakeRegistry registry = new FakeRegistry(schemas);
    private final RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer();

    @AfterEach
    void close() {
        deserializer.close();
        registry.close();
    }

    @Test
    void tellsEmptyForeignAndShortBytesApartWithoutAskingTheRegistry() {
        readInto(RawDocument.class);

        assertFault(Fault.EMPTY, new byte[0], TOPIC);
        assertFault(Fault.BAD_MAGIC, "{\"content\": 1}".getBytes(java.nio.charset.StandardCharsets.UTF_8), "0x7B");
        assertFault(Fault.TOO_SHORT, new byte[] {0, 0, 0, 1}, "4 bytes");
        assertThat(registry.requests()).isEmpty();
    }

    @Test
    void namesAnUnknownSchemaIdAndTheRegistrysErrorCode() {
        readInto(RawDocument.class);

        assertFault(Fault.UNKNOWN_SCHEMA, record(77), "id 77", "40403", "Schema 77 not found", "another registry");
        assertFault(Fault.UNKNOWN_SCHEMA, record(-5), "id -5");
    }

    @Test
    void refusesSchemasThatAreNotAvroRecords() {
        readInto(RawDocument.class);
        int text = schemas.add("a", "\"string\"");
        int nonsense = schemas.add("b", "{\"type\": \"nonsense\"}");

        assertFault(Fault.UNKNOWN_SCHEMA, record(text, 0), "not an Avro record");
        assertFault(Fault.UNKNOWN_SCHEMA, record(nonsense, 0), "cannot be parsed");
        registry.behave(request -> Response.json(200, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"message A {}\"}"));
        assertFault(Fault.UNKNOWN_SCHEMA, record(9, 0), "PROTOBUF");
    }

    @Test
    void findsEveryTruncationOfARecord() {
        readInto(RawDocument.class);
        byte[] whole = validRecord();

        for (int length = WireFormat.HEADER_BYTES; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertFault(Fault.TRUNCATED, cut, "ends too early");
        }
    }

    @Test
    void refusesBytesAfterTheRecord() {
        readInto(RawDocument.class);
        byte[] whole = validRecord();

        assertFault(Fault.TRAILING_BYTES, Arrays.copyOf(whole, whole.length + 1), "after its end");
    }

    @Test
    void refusesRecordsOfAnotherContract() {
        readInto(RawDocument.class);
        Schema other =
                SchemaBuilder.record("Other").fields().requiredInt("number").endRecord();

        assertFault(
                Fault.INCOMPATIBLE_SCHEMA,
                record(schemas.add("x", other.toString()), 2),
                RawDocument.class.getName(),
                "content");
    }

    @Test
    void survivesLengthsThatNoMemoryHolds() {
        readInto(RawDocument.class);
        int id = schemas.add("documents.raw-value", SchemaText.of(RawDocument.getClassSchema()));

        // The union's branch "bytes" and a length of two billion, then one of minus one.
        assertFault(Fault.TRUNCATED, record(id, 2, 0xFE, 0xFF, 0xFF, 0xFF, 0x0E), "ends too early");
        assertFault(Fault.CORRUPT, record(id, 2, 1), "not an encoding");
        assertFault(Fault.INCOMPATIBLE_SCHEMA, record(id, 0x7E), "branch index out of range");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"array\",\"items\":\"long\"}", "{\"type\":\"map\",\"values\":\"long\"}"})
    void survivesCountsThatNoMemoryHolds(String collection) {
        deserializer.configure(Map.of(RegistryKeys.URL, registry.url()), false);
        int id = schemas.add(
                "lists",
                "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"l\",\"type\":" + collection + "}]}");

        // Two billion elements, of which one is there.
        assertFault(Fault.TRUNCATED, record(id, 0xFE, 0xFF, 0xFF, 0xFF, 0x0E, 2, 'a', 2), "ends too early");
    }

    /** A poisoned schema: elements that take no bytes, of which a record of ten bytes has as many as it says. */
    @Test
    void survivesCountsOfNothing() {
        readInto(RawDocument.class);
        int id = schemas.add(
                "nothings",
                SchemaText.of(RawDocument.getClassSchema())
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"n\",\"type\":{\"type\":\"array\",\"items\":\"null\"}},"));

        assertFault(Fault.CORRUPT, record(id, 0xFE, 0xFF, 0xFF, 0xFF, 0x0E, 0, 0, 2, 'a'), "not an encoding");
    }

    @Test
    void survivesNestingThatNoStackHolds() {
        deserializer.configure(Map.of(RegistryKeys.URL, registry.url()), false);
        int id = schemas.add(
                "nodes",
                "{\"type\":\"record\",\"name\":\"N\",\"fields\":[{\"name\":\"n\",\"type\":[\"null\",\"N\"]}]}");
        byte[] deep = new byte[WireFormat.HEADER_BYTES + 1_000_000];
        Arrays.fill(deep, (byte) 2);
        ByteBuffer.wrap(deep).put((byte) 0).putInt(id);

        assertFault(Fault.CORRUPT, deep, "StackOverflowError");
    }

    @Test
    void saysThatNoGeneratedClassHasTheWritersName() {
        deserializer.configure(Map.of(RegistryKeys.URL, registry.url(), RegistryKeys.SPECIFIC_READER, true), false);
        Schema other = SchemaBuilder.record("foreign.Other").fields().endRecord();

        assertFault(
                Fault.NO_CLASS,
                record(schemas.add("x", other.toString())),
                "foreign.Other",
                RegistryKeys.SPECIFIC_VALUE_TYPE);
    }

    @Test
    void asksOnlyOnceForAnUnknownId() {
        readInto(RawDocument.class);

        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> deserializer.deserialize(TOPIC, record(77)))
                    .isInstanceOf(UndecodableRecordException.class);
        }
        assertThat(registry.requests()).hasSize(1);
    }

    private void readInto(Class<?> type) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(RegistryKeys.URL, registry.url());
        settings.put(RegistryKeys.SPECIFIC_VALUE_TYPE, type);
        deserializer.configure(settings, false);
    }

    private byte[] validRecord() {
        schemas.add("documents.raw-value", SchemaText.of(RawDocument.getClassSchema()));
        try (RegistryAvroSerializer serializer = new RegistryAvroSerializer()) {
            serializer.configure(Map.of(RegistryKeys.URL, registry.url()), false);
            byte[] bytes = serializer.serialize(TOPIC, Samples.rawDocument());
            assertThat(deserializer.deserialize(TOPIC, bytes)).isEqualTo(Samples.rawDocument());
            return bytes == null ? new byte[0] : bytes;
        }
    }

    private static byte[] record(int id, int... payload) {
        ByteBuffer bytes = ByteBuffer.allocate(WireFormat.HEADER_BYTES + payload.length)
                .put((byte) 0)
                .putInt(id);
        for (int value : payload) {
            bytes.put((byte) value);
        }
        return bytes.array();
    }

    private void assertFault(Fault fault, byte[] bytes, String... told) {
        UndecodableRecordException failure =
                catchThrowableOfType(UndecodableRecordException.class, () -> deserializer.deserialize(TOPIC, bytes));
        assertThat(failure).isNotNull().hasMessageContainingAll(told);
        assertThat(failure.fault()).isEqualTo(fault);
    }
}
