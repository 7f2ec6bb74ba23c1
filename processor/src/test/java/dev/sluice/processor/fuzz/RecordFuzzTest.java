package dev.sluice.processor.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.RegistryUnavailableException;
import dev.sluice.schemas.registry.SchemaText;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the bytes of a record or of the registry's answer: they are read, or it is said whose fault it is. */
final class RecordFuzzTest {
    private static final String TOPIC = Topic.DEAD_LETTER.topicName();
    private static final int RAW_ID = 1;
    private static final int LETTER_ID = 2;
    private static final int FIRST_OTHER_ID = 100;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile byte[] answer = {};
    private HttpServer registry;
    private AvroSerdes serdes;

    @BeforeEach
    void open() throws IOException {
        registry = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        registry.createContext("/", this::serve);
        registry.setExecutor(threads);
        registry.start();
        serdes = new AvroSerdes(Map.of(
                "schema.registry.url",
                "http://127.0.0.1:" + registry.getAddress().getPort(),
                "max.retries",
                0));
    }

    @AfterEach
    void close() {
        registry.stop(0);
        threads.shutdownNow();
    }

    @Test
    void everyRecordIsReadOrSaidToBeUndecodable() throws Exception {
        try (Deserializer<DeadLetter> letters = serdes.deserializer(DeadLetter.class);
                Deserializer<RawDocument> documents = serdes.deserializer(RawDocument.class)) {
            Fuzzing.fuzz("record", bytes -> {
                read(letters, bytes);
                read(documents, bytes);
            });
        }
    }

    @Test
    void everyAnswerOfTheRegistryIsUnderstoodOrRefused() throws Exception {
        byte[] record = Files.readAllBytes(Corpus.of("record").folder().resolve("dead-letter"));
        AtomicInteger id = new AtomicInteger(FIRST_OTHER_ID);
        try (Deserializer<DeadLetter> letters = serdes.deserializer(DeadLetter.class)) {
            Fuzzing.fuzz("registry", body -> {
                answer = body;
                // An id of its own: answers are remembered.
                read(
                        letters,
                        ByteBuffer.wrap(record.clone())
                                .putInt(1, id.incrementAndGet())
                                .array());
            });
        }
    }

    private static void read(Deserializer<?> deserializer, byte[] bytes) {
        try {
            deserializer.deserialize(TOPIC, bytes);
        } catch (UndecodableRecordException | RegistryUnavailableException declared) {
            // One of the two ends that callers are told of.
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
            byte[] body = switch (id) {
                case RAW_ID -> schema(RawDocument.getClassSchema());
                case LETTER_ID -> schema(DeadLetter.getClassSchema());
                default -> answer;
            };
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] schema(Schema schema) throws IOException {
        return new ObjectMapper()
                .writeValueAsString(Map.of("schema", SchemaText.of(schema)))
                .getBytes(UTF_8);
    }
}
