package dev.sluice.schemas.registry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.devstack.Registry;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.RawDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our serde and Confluent's own client from npm read each other's records. Skipped where npm cannot install it. */
class ConfluentInteropIT {
    private static final String CLIENT = "@confluentinc/schemaregistry@1.10.1";
    private static final Path INSTALLATION = Path.of("target", "interop").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Registry registry;
    private static AvroSerdes serdes;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(
                installed(), "Skipped: npm could not install " + CLIENT + "; see " + INSTALLATION.resolve("npm.log"));
        registry = Registry.start(folder.resolve("registry"));
        Map<String, String> settings = Map.of(RegistryKeys.URL, registry.url());
        serdes = new AvroSerdes(settings);
        try (SchemaRegistrar registrar = new SchemaRegistrar(settings)) {
            assertThat(registrar.registerAll()).hasSize(Topic.values().length);
        }
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void confluentReadsWhatWeWrote() throws Exception {
        JsonNode raw = JSON.readTree(node("decode", Topic.RAW, base64(Topic.RAW, Samples.rawDocument())));
        JsonNode dead =
                JSON.readTree(node("decode", Topic.DEAD_LETTER, base64(Topic.DEAD_LETTER, Samples.deadLetter())));

        assertThat(raw.get("content").asText()).isEqualTo(Samples.rawDocument().getContent());
        assertThat(raw.at("/metadata/channel").asText()).isEqualTo("web");
        assertThat(dead.get("reason").asText()).isEqualTo("UNREADABLE");
        assertThat(dead.at("/source/partition").asInt()).isEqualTo(3);
        assertThat(dead.at("/problems/0/message").asText()).isEqualTo("wrong");
    }

    @Test
    void weReadWhatConfluentWrote() throws Exception {
        String record = """
                {"content": "From Größe 🚚", "media_type": "text/plain", "title": null, "language": null,
                 "source_uri": null, "tenant": "acme", "profile": null, "metadata": {"a": "b"}}""";

        byte[] bytes = Base64.getDecoder().decode(node("encode", Topic.RAW, record));

        try (Deserializer<RawDocument> deserializer = serdes.deserializer(RawDocument.class)) {
            assertThat(deserializer.deserialize(Topic.RAW.topicName(), bytes))
                    .isEqualTo(RawDocument.newBuilder()
                            .setContent("From Größe 🚚")
                            .setMediaType("text/plain")
                            .setTenant("acme")
                            .setMetadata(Map.of("a", "b"))
                            .build());
        }
    }

    private static <T extends SpecificRecord> String base64(Topic topic, T record) {
        try (Serializer<T> serializer = serdes.serializer()) {
            return Base64.getEncoder().encodeToString(requireNonNull(serializer.serialize(topic.topicName(), record)));
        }
    }

    private static String node(String act, Topic topic, String record) throws IOException, InterruptedException {
        Path output = folder.resolve("node.out");
        Process node = new ProcessBuilder("node", "interop.mjs", registry.url(), act, topic.topicName(), record)
                .directory(INSTALLATION.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = node.waitFor(2, TimeUnit.MINUTES);
        node.destroyForcibly();
        assertThat(ended).as("node ends within two minutes").isTrue();
        assertThat(node.exitValue()).isZero();
        return Files.readString(output).strip();
    }

    /** Kept in the build folder, so that only the first run after a clean installs. */
    private static boolean installed() throws IOException, InterruptedException {
        Files.createDirectories(INSTALLATION);
        Files.copy(
                requireNonNull(ConfluentInteropIT.class.getResourceAsStream("/interop/interop.mjs")),
                INSTALLATION.resolve("interop.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        Path complete = INSTALLATION.resolve("installed");
        if (Files.exists(complete)) {
            return true;
        }
        List<String> command = Stream.concat(
                        Stream.of("npm", "install", "--prefix", INSTALLATION.toString(), CLIENT),
                        Stream.of(
                                "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--fetch-retries=0"))
                .toList();
        Files.writeString(INSTALLATION.resolve("package.json"), "{\"private\": true}\n");
        try {
            Process npm = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(INSTALLATION.resolve("npm.log").toFile())
                    .start();
            boolean done = npm.waitFor(2, TimeUnit.MINUTES) && npm.exitValue() == 0;
            npm.destroy();
            if (done) {
                Files.createFile(complete);
            }
            return done;
        } catch (IOException e) {
            Files.writeString(INSTALLATION.resolve("npm.log"), "npm cannot be started: " + e + "\n");
            return false;
        }
    }
}
