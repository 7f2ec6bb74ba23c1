package dev.sluice.schemas.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.devstack.Registry;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.UndecodableRecordException.Fault;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApicurioIT {
    @TempDir
    private static Path folder;

    private static Registry registry;

    @BeforeAll
    static void start() {
        registry = Registry.start(folder.resolve("registry"));
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void tellsAnUnknownIdFromAWrongUrl() {
        byte[] unknown = {0, 0x7F, 0, 0, 0, 1};
        try (Serde<RawDocument> serde = serde(Map.of())) {
            assertThatThrownBy(() -> serde.deserializer().deserialize("topic", unknown))
                    .isInstanceOfSatisfying(
                            UndecodableRecordException.class,
                            e -> assertThat(e.fault()).isEqualTo(Fault.UNKNOWN_SCHEMA))
                    .hasMessageContaining("40403");
        }
        String wrong = registry.url().replace("/apis/ccompat/v7", "");
        try (Serde<RawDocument> serde = serde(Map.of(RegistryKeys.URL, wrong))) {
            assertThatThrownBy(() -> serde.deserializer().deserialize("topic", unknown))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("/apis/ccompat/v7");
        }
    }

    @Test
    void refusesToWriteWhatIsNotRegistered() {
        try (Serde<RawDocument> serde = serde(Map.of())) {
            assertThatThrownBy(() -> serde.serializer().serialize("never.registered", Samples.rawDocument()))
                    .isInstanceOf(SchemaNotRegisteredException.class)
                    .hasMessageContainingAll("never.registered-value", RawDocument.class.getName());
        }
    }

    @Test
    void registersTheContractsOnceAndReadsWhatItWrites() {
        try (SchemaRegistrar registrar = new SchemaRegistrar(Map.of(RegistryKeys.URL, registry.url()))) {
            List<RegisteredVersion> first = registrar.registerAll();
            List<RegisteredVersion> second = registrar.registerAll();

            assertThat(first).extracting(RegisteredVersion::subject).contains("documents.raw-value", "llm.usage-value");
            assertThat(second).allMatch(version -> !version.added() && version.version() == 1);
            assertThat(second)
                    .extracting(RegisteredVersion::id)
                    .isEqualTo(first.stream().map(RegisteredVersion::id).toList());
        }
        try (Serde<DeadLetter> serde = new AvroSerdes(settings()).serde(DeadLetter.class)) {
            String topic = Topic.DEAD_LETTER.topicName();
            byte[] bytes = requireNonNull(serde.serializer().serialize(topic, Samples.deadLetter()));
            assertThat(serde.deserializer().deserialize(topic, bytes)).isEqualTo(Samples.deadLetter());
        }
    }

    @Test
    void saysWhyARegistryRejectsAChange() throws InterruptedException {
        Schema first =
                SchemaBuilder.record("shop.Order").fields().requiredString("id").endRecord();
        Schema second = SchemaBuilder.record("shop.Order")
                .fields()
                .requiredInt("amount")
                .endRecord();
        try (RegistryClient client = RegistryClient.of(RegistryKeys.parse(settings()))) {
            assertThat(client.register("orders-value", first).added()).isTrue();

            assertThatThrownBy(() -> client.register("orders-value", second))
                    .isInstanceOfSatisfying(
                            SchemaRejectedException.class,
                            e -> assertThat(e.subject()).isEqualTo("orders-value"))
                    .hasMessageContainingAll("shop.Order", "orders-value", "error code 409", "amount");
        }
    }

    @Test
    void registersByItselfOnlyWhereThatIsConfigured() {
        try (Serde<RawDocument> serde = serde(Map.of(RegistryKeys.AUTO_REGISTER, true))) {
            byte[] bytes = requireNonNull(serde.serializer().serialize("automatic", Samples.binaryDocument()));
            assertThat(serde.deserializer().deserialize("automatic", bytes)).isEqualTo(Samples.binaryDocument());
        }
    }

    @Test
    void keepsSchemasApartThatDifferInTheOrderOfTheirFields() {
        Schema ab = SchemaBuilder.record("P")
                .fields()
                .requiredInt("a")
                .requiredInt("b")
                .endRecord();
        Schema ba = SchemaBuilder.record("P")
                .fields()
                .requiredInt("b")
                .requiredInt("a")
                .endRecord();
        try (RegistryAvroSerializer serializer = new RegistryAvroSerializer();
                RegistryAvroDeserializer deserializer = new RegistryAvroDeserializer()) {
            Map<String, Object> settings = new HashMap<>(settings());
            settings.put(RegistryKeys.AUTO_REGISTER, true);
            serializer.configure(settings, false);
            deserializer.configure(settings, false);
            for (Schema schema : List.of(ab, ba)) {
                GenericRecord point = new GenericData.Record(schema);
                point.put("a", 1);
                point.put("b", 2);
                assertThat(deserializer.deserialize("points", serializer.serialize("points", point)))
                        .isEqualTo(point);
            }
        }
    }

    @Test
    void waitsOutAnOutageAndNeedsNoRegistryForWhatItKnows() {
        try (Serde<RawDocument> warm = serde(Map.of(RegistryKeys.AUTO_REGISTER, true));
                Serde<RawDocument> cold = serde(Map.of())) {
            byte[] bytes = requireNonNull(warm.serializer().serialize("outage", Samples.rawDocument()));
            assertThat(warm.deserializer().deserialize("outage", bytes)).isEqualTo(Samples.rawDocument());
            registry.stop();
            assertThat(warm.deserializer().deserialize("outage", bytes)).isEqualTo(Samples.rawDocument());
            assertThatThrownBy(() -> cold.deserializer().deserialize("outage", bytes))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining("no connection");
            registry.restart();
            assertThat(cold.deserializer().deserialize("outage", bytes)).isEqualTo(Samples.rawDocument());
        }
    }

    private static Serde<RawDocument> serde(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(settings());
        settings.putAll(more);
        return new AvroSerdes(settings).serde(RawDocument.class);
    }

    private static Map<String, Object> settings() {
        return Map.of(RegistryKeys.URL, registry.url());
    }
}
