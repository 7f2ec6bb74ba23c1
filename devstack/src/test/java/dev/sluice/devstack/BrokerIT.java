package dev.sluice.devstack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

    private static final String TOPIC = "documents";
    private static final int SIXTEEN_MEBIBYTES = 16 * 1024 * 1024;

    @TempDir
    private Path dataDir;

    @Test
    void quotesItsLogWhenItCannotStart() {
        BrokerSettings settings = BrokerSettings.in(dataDir).withProperty("log.retention.ms", "tomorrow");

        assertThatThrownBy(() -> Broker.start(settings))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("The broker did not start: its process ended with exit code 1")
                .hasMessageContaining(dataDir.resolve("broker.log").toString())
                .hasMessageContaining("tomorrow");
        assertThat(childrenOfThisProcess()).isEmpty();
    }

    @Test
    void refusesAPortInUse() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Broker.start(dataDir, socket.getLocalPort()))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("127.0.0.1:" + socket.getLocalPort())
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void keepsRecordsOverACrashAndANewStartAndLeavesNoProcessWhenClosed() throws Exception {
        try (LoopbackPort port = LoopbackPort.free();
                Broker broker = Broker.start(dataDir, port.number())) {
            createTopic(broker);
            send(broker, "first".getBytes(UTF_8));

            broker.kill();
            broker.restart();
            send(broker, "second".getBytes(UTF_8));
            assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port.number());
            assertThat(childrenOfThisProcess()).hasSize(1);
        }
        assertThat(childrenOfThisProcess()).isEmpty();
        try (Broker broker = Broker.start(dataDir)) {
            assertThat(read(broker, 2)).containsExactly("first", "second");
        }
    }

    /** One broker for all of these. */
    @Nested
    @TestInstance(Lifecycle.PER_CLASS)
    class Running {
        private Broker broker;

        @BeforeAll
        void start(@TempDir Path data) {
            broker = Broker.start(data);
        }

        @AfterAll
        void stop() {
            broker.close();
        }

        @Test
        void doesNotInventTopics() {
            try (var producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", 2_000),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                assertThatThrownBy(() -> producer.partitionsFor("misspelt"))
                        .isInstanceOf(TimeoutException.class)
                        .hasMessageContaining("misspelt");
            }
        }

        @Test
        void carriesARecordOfSixteenMebibytes() throws Exception {
            byte[] large = new byte[SIXTEEN_MEBIBYTES];
            new Random(1).nextBytes(large);
            createTopic(broker);
            send(broker, large);

            assertThat(readBytes(broker, 1)).singleElement().isEqualTo(large);
        }

        @Test
        @EnabledOnOs(OS.LINUX)
        void listensOnLoopbackOnly() throws Exception {
            assertThat(ListeningSockets.of(childrenOfThisProcess().getFirst().pid()))
                    .hasSize(2)
                    .isSubsetOf(ListeningSockets.LOOPBACK_4, ListeningSockets.LOOPBACK_4_IN_6);
        }
    }

    private static List<ProcessHandle> childrenOfThisProcess() {
        return ProcessHandle.current().children().toList();
    }

    private static void createTopic(Broker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void send(Broker broker, byte[] value) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "max.request.size",
                2 * SIXTEEN_MEBIBYTES,
                "buffer.memory",
                4 * SIXTEEN_MEBIBYTES);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get();
        }
    }

    private static List<String> read(Broker broker, int count) {
        return readBytes(broker, count).stream()
                .map(bytes -> new String(bytes, UTF_8))
                .toList();
    }

    private static List<byte[]> readBytes(Broker broker, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "group.id",
                "reader-" + count,
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            List<byte[]> values = new ArrayList<>();
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> received : consumer.poll(Duration.ofMillis(200))) {
                    values.add(received.value());
                }
            }
            return values;
        }
    }
}
