package dev.sluice.schemas.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.Span;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.AvroTypeException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdesTest {
    /** Fails as its configuration says. */
    public static final class FailingDeserializer implements Deserializer<Object> {
        private Map<String, ?> settings = Map.of();

        @Override
        @SuppressWarnings("unchecked") // a test passes the map to copy the settings to
        public void configure(Map<String, ?> given, boolean isKey) {
            settings = given;
            if (given.get("outcome") instanceof Map<?, ?> seen) {
                ((Map<String, Object>) seen).putAll(given);
            }
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            return switch (settings.get("outcome")) {
                case RuntimeException failure -> throw failure;
                case Object value -> value;
                case null -> throw new IllegalStateException();
            };
        }
    }

    /** Fails as its configuration says. */
    public static final class FailingSerializer implements Serializer<Object> {
        private Map<String, ?> settings = Map.of();

        @Override
        public void configure(Map<String, ?> given, boolean isKey) {
            settings = given;
        }

        @Override
        public byte[] serialize(String topic, Object data) {
            throw (RuntimeException) requireNonNull(settings.get("outcome"));
        }
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheRecord")
    void holdsAgainstTheRecordWhatCertainlyComesFromItsBytes(RuntimeException failure) {
        try (Deserializer<Span> deserializer = failing(failure)) {
            assertThatThrownBy(() -> deserializer.deserialize("topic", new byte[1]))
                    .isInstanceOf(UndecodableRecordException.class)
                    .hasMessageContaining("topic")
                    .hasCause(failure);
        }
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheRegistry")
    void holdsAnythingElseAgainstTheRegistry(RuntimeException failure) {
        try (Deserializer<Span> deserializer = failing(failure)) {
            assertThatThrownBy(() -> deserializer.deserialize("topic", new byte[1]))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("topic")
                    .hasCause(failure);
        }
    }

    @Test
    void refusesARecordOfAnotherClass() {
        try (Deserializer<Span> deserializer = deserializer(Samples.rawDocument())) {
            assertThatThrownBy(() -> deserializer.deserialize("topic", new byte[1]))
                    .isInstanceOf(UndecodableRecordException.class)
                    .hasMessageContainingAll(RawDocument.class.getName(), Span.class.getName());
        }
    }

    @Test
    void tellsARecordThatCannotBeWrittenFromARegistryThatIsDown() {
        assertThatThrownBy(() -> write(new SerializationException("no", new NullPointerException("in field text"))))
                .isInstanceOf(UnencodableRecordException.class)
                .hasMessageContaining("in field text");
        assertThatThrownBy(() -> write(new SerializationException("no", new ConnectException("refused"))))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void namesAClassThatIsNotThere() {
        AvroSerdes serdes = new AvroSerdes(Map.of(
                AvroSerdes.SERIALIZER_CLASS, "io.confluent.kafka.serializers.KafkaAvroSerializer",
                AvroSerdes.DESERIALIZER_CLASS, "java.lang.String"));

        assertThatThrownBy(serdes::serializer)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(AvroSerdes.SERIALIZER_CLASS, "KafkaAvroSerializer", "-Pconfluent");
        assertThatThrownBy(() -> serdes.deserializer(Span.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(AvroSerdes.DESERIALIZER_CLASS, "java.lang.String");
    }

    @Test
    void configuresForeignClassesLikeOurs() {
        Map<String, Object> seen = new HashMap<>();
        try (Deserializer<Span> deserializer = deserializer(seen)) {
            assertThat(deserializer).isNotNull();
        }
        assertThat(seen)
                .containsEntry("auto.register.schemas", false)
                .containsEntry("avro.remove.java.properties", true)
                .containsEntry("specific.avro.reader", true)
                .containsEntry("specific.avro.value.type", Span.class.getName());
    }

    @Test
    void takesClassesAsWellAsNames() {
        AvroSerdes serdes = new AvroSerdes(Map.of(AvroSerdes.DESERIALIZER_CLASS, StringDeserializer.class));

        try (Deserializer<Span> deserializer = serdes.deserializer(Span.class)) {
            assertThatThrownBy(() -> deserializer.deserialize("topic", new byte[] {'a'}))
                    .isInstanceOf(UndecodableRecordException.class)
                    .hasMessageContaining("java.lang.String");
        }
    }

    @Test
    void usesOurOwnByDefault() {
        try (FakeRegistry registry = new FakeRegistry(new MemoryRegistry());
                Serde<DeadLetter> serde = new AvroSerdes(
                                Map.of(RegistryKeys.URL, registry.url(), RegistryKeys.AUTO_REGISTER, true))
                        .serde(DeadLetter.class)) {
            byte[] bytes = requireNonNull(serde.serializer().serialize("topic", Samples.deadLetter()));
            assertThat(serde.deserializer().deserialize("topic", bytes)).isEqualTo(Samples.deadLetter());
        }
    }

    static Stream<RuntimeException> failuresOfTheRecord() {
        return Stream.of(
                new SerializationException("Unknown magic byte!"),
                new SerializationException("Error deserializing Avro message for id 1", new EOFException()),
                new SerializationException("Error deserializing", new AvroTypeException("Found A, expecting B")),
                new SerializationException("Error deserializing", new IndexOutOfBoundsException("Index 63")),
                new SerializationException(
                        "Error retrieving Avro schema for id 9",
                        new IOException("Schema 9 not found; error code: 40403")));
    }

    static Stream<RuntimeException> failuresOfTheRegistry() {
        return Stream.of(
                new SerializationException("Error retrieving Avro schema", new ConnectException("Connection refused")),
                new SerializationException("Error retrieving", new IOException("Unauthorized; error code: 401")),
                new SerializationException("Error retrieving", new IOException("oops; error code: 50001")),
                new SerializationException("Error retrieving", new IOException("<html>; error code: 404")),
                new TimeoutException("too slow"),
                new IllegalStateException("closed"));
    }

    private static Deserializer<Span> failing(RuntimeException failure) {
        return deserializer(failure);
    }

    private static Deserializer<Span> deserializer(Object outcome) {
        return new AvroSerdes(
                        Map.of(AvroSerdes.DESERIALIZER_CLASS, FailingDeserializer.class.getName(), "outcome", outcome))
                .deserializer(Span.class);
    }

    private static void write(RuntimeException outcome) {
        AvroSerdes serdes = new AvroSerdes(
                Map.of(AvroSerdes.SERIALIZER_CLASS, FailingSerializer.class.getName(), "outcome", outcome));
        try (Serializer<Span> serializer = serdes.serializer()) {
            serializer.serialize("topic", new Span(1, 2));
        }
    }
}
