package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.Broker;
import dev.sluice.schemas.TopicOutcome.Created;
import dev.sluice.schemas.TopicOutcome.Difference;
import dev.sluice.schemas.TopicOutcome.Differs;
import dev.sluice.schemas.TopicOutcome.Failed;
import dev.sluice.schemas.TopicOutcome.Unchanged;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicProvisionerIT {
    private static final byte[] KEY = {1};

    @TempDir
    private static Path folder;

    private static Broker broker;
    private Admin admin;

    @BeforeAll
    static void start() {
        broker = Broker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
    }

    @BeforeEach
    void connect() {
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterEach
    void clear() throws Exception {
        admin.deleteTopics(admin.listTopics().names().get()).all().get();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> admin.listTopics().names().get().isEmpty());
        admin.close();
    }

    @Test
    void saysThatTheClusterDoesNotAnswer() {
        Map<String, Object> nobody =
                Map.of("bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", 300, "request.timeout.ms", 200);
        try (Admin lost = Admin.create(nobody)) {
            assertThatThrownBy(() -> new TopicProvisioner(lost, TopicLayout.standard()).provision())
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("Check the bootstrap servers");
        }
    }

    @Test
    void saysWhyATopicCannotBeCreated() {
        assertThat(provision(new TopicLayout(Optional.empty(), Optional.of((short) 3))))
                .hasSize(Topic.values().length)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.reason())
                                        .contains("replication factor that the number of brokers allows")));
    }

    @Test
    void refusesLayoutsThatNoTopicHas() {
        assertThatThrownBy(() -> new TopicLayout(Optional.of(0), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("partitions must be at least 1");
        assertThatThrownBy(() -> new TopicLayout(Optional.empty(), Optional.of((short) -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("replication factor must be at least 1");
    }

    @Test
    void reportsEveryDifferenceAndLeavesTheTopicAsItIs() throws Exception {
        String name = Topic.RAW.topicName();
        admin.createTopics(List.of(new NewTopic(name, Optional.of(7), Optional.empty())
                        .configs(Map.of(
                                "retention.ms", "1000", "max.message.bytes", "1048588", "cleanup.policy", "compact"))))
                .all()
                .get();

        TopicOutcome outcome = provision(TopicLayout.standard()).getFirst();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Differs.class,
                        differs -> assertThat(differs.differences())
                                .containsExactly(
                                        new Difference("partitions", "4", "7"),
                                        new Difference("cleanup.policy", "delete", "compact"),
                                        new Difference("max.message.bytes", "15728640", "1048588"),
                                        new Difference("retention.ms", "604800000", "1000")));
        assertThat(admin.describeTopics(List.of(name)).allTopicNames().get().values())
                .singleElement()
                .satisfies(topic -> assertThat(topic.partitions()).hasSize(7));
        assertThat(new Difference("partitions", "4", "7")).hasToString("partitions is 7 and should be 4");
    }

    @Test
    void createsWhatIsMissingAndThenChangesNothing() {
        TopicLayout layout = new TopicLayout(Optional.of(2), Optional.of((short) 1));

        assertThat(provision(layout))
                .containsExactly(Arrays.stream(Topic.values())
                        .map(topic -> new Created(topic, Math.min(topic.partitions(), 2), 1))
                        .toArray(TopicOutcome[]::new));
        assertThat(provision(layout))
                .containsExactly(
                        Arrays.stream(Topic.values()).map(Unchanged::new).toArray(TopicOutcome[]::new));
    }

    @Test
    void producersCanUseNewTopicsAtOnce() throws Exception {
        Map<String, Object> withoutRetries =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "retries", 0, "enable.idempotence", false);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(withoutRetries, new ByteArraySerializer(), new ByteArraySerializer())) {
            provision(TopicLayout.standard());

            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                for (int partition = 0; partition < topic.partitions(); partition++) {
                    sent.add(producer.send(new ProducerRecord<>(topic.topicName(), partition, KEY, KEY)));
                }
            }
            for (Future<RecordMetadata> record : sent) {
                assertThat(record.get().hasOffset()).isTrue();
            }
        }
    }

    private List<TopicOutcome> provision(TopicLayout layout) {
        return new TopicProvisioner(admin, layout).provision();
    }
}
