package dev.sluice.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.runtime.control.Control.KillSwitch;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import dev.sluice.schemas.registry.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is set on a real broker and registry, as every instance and an auditor see it. */
@ExtendWith(SharedCluster.class)
final class ControlTopicIT {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private Cluster cluster;
    private AvroSerdes serdes;
    private ControlWriter writer;
    private final Controls controls = new Controls(Clock.systemUTC());

    @BeforeEach
    void start(Cluster shared) {
        cluster = shared.emptied(1);
        serdes = cluster.serdes();
        writer = new ControlWriter(clients(), serdes, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        writer.close();
    }

    @Test
    void readsAllBeforeItSaysThatItIsCurrentAndThenFollows() throws Exception {
        writer.set(setting(new Threshold("invoice", 0.5)), Optional.empty());
        writer.set(setting(new KillSwitch()), Optional.empty());
        try (ControlReader reader = reader()) {
            assertThat(reader.awaitCurrent()).isTrue();
            assertThat(keys()).containsExactly("kill-switch", "threshold/invoice");

            writer.unset(setting(new KillSwitch()), "bo", "over");
            writer.set(setting(new Pause(new OfTenant("acme"))), Optional.empty());
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(keys()).containsExactly("pause/tenant/acme", "threshold/invoice"));
        }
    }

    @Test
    void leavesOutWhatItCannotReadAndGoesOn() throws Exception {
        writer.set(setting(new KillSwitch()), Optional.empty());
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer());
                ControlReader reader = reader()) {
            producer.send(new ProducerRecord<>("pipeline.control", bytes("threshold/invoice"), bytes("junk")))
                    .get();
            producer.send(new ProducerRecord<>("pipeline.control", bytes("of/a/later/release"), bytes("junk")))
                    .get();
            writer.set(setting(new Pause(new OfTenant("acme"))), Optional.empty());
            assertThat(reader.awaitCurrent()).isTrue();
            await().untilAsserted(() -> assertThat(keys()).containsExactly("kill-switch", "pause/tenant/acme"));
        }
    }

    @Test
    void keepsWhatItKnowsWhileTheBrokerIsAwayAndGoesOnAfterwards() throws Exception {
        writer.set(setting(new KillSwitch()), Optional.empty());
        try (ControlReader reader = reader()) {
            assertThat(reader.awaitCurrent()).isTrue();
            cluster.broker().kill();
            await().during(Duration.ofSeconds(3)).until(() -> keys().equals(List.of("kill-switch")));
            cluster.broker().restart();
            // Right after its start the broker may take longer than the writer waits.
            await().atMost(Duration.ofMinutes(1))
                    .ignoreExceptionsInstanceOf(KafkaException.class)
                    .untilAsserted(() -> writer.unset(setting(new KillSwitch()), "bo", "over"));
            await().atMost(Duration.ofSeconds(30)).until(() -> keys().isEmpty());
        }
    }

    @Test
    void tellsTheAuditorWhoDidWhatWhenAndWhy() {
        Setting half = setting(new Threshold("invoice", 0.5));
        Setting more = setting(new Threshold("invoice", 0.75));
        writer.set(half, Optional.empty());
        writer.set(more, Optional.of(half));
        writer.unset(more, "bo", "measured");

        List<AuditEvent> events = audit(read -> read.size() >= 3);
        assertThat(events)
                .extracting(AuditEvent::getAction)
                .containsExactly(AuditAction.SET, AuditAction.SET, AuditAction.UNSET);
        AuditEvent change = events.get(1);
        assertThat(change.getActor()).isEqualTo("ada");
        assertThat(change.getAt()).isEqualTo(NOON);
        assertThat(change.getWhy()).contains("tried");
        assertThat(change.getSetting()).contains("threshold/invoice");
        assertThat(change.getChanges()).singleElement().satisfies(value -> {
            assertThat(value.getBefore()).contains("{\"value\":0.5}");
            assertThat(value.getAfter()).contains("{\"value\":0.75}");
        });
        assertThat(events.get(2).getActor()).isEqualTo("bo");
        assertThat(events.get(2).getWhy()).contains("measured");
        assertThat(events.get(2).getChanges().getFirst().getAfter()).isEmpty();
    }

    /** They share a transactional id, so each ends the others' transactions. */
    @Test
    void writersAtTheSameTimeLoseNoChange() throws Exception {
        List<String> keys = List.of("t0", "t1", "t2");
        try (ExecutorService threads = Executors.newFixedThreadPool(keys.size())) {
            List<Future<?>> writes = new ArrayList<>();
            for (String key : keys) {
                Setting setting = setting(new Pause(new OfTenant(key)));
                writes.add(threads.submit(() -> writer.set(setting, Optional.empty())));
            }
            for (Future<?> write : writes) {
                write.get();
            }
        }
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            assertThat(ControlReader.readOnce(consumer, serdes, Duration.ofSeconds(10)))
                    .extracting(Setting::key)
                    .containsExactly("pause/tenant/t0", "pause/tenant/t1", "pause/tenant/t2");
        }
        Set<String> all = Set.of("pause/tenant/t0", "pause/tenant/t1", "pause/tenant/t2");
        // One of them may be told twice, see ControlWriter.
        assertThat(settings(audit(events -> settings(events).containsAll(all)))).isEqualTo(all);
    }

    @Test
    void whoeverReadsAfterAChangeFindsIt() {
        Set<TopicPartition> partition = Set.of(new TopicPartition("pipeline.control", 0));
        try (Consumer<byte[], byte[]> reader = consumer()) {
            for (int i = 0; i < 15; i++) {
                Map<TopicPartition, Long> before = reader.endOffsets(partition);
                writer.set(setting(new Pause(new OfTenant("t" + i))), Optional.empty());
                assertThat(reader.endOffsets(partition)).isNotEqualTo(before);
            }
        }
    }

    @Test
    void saysThatTheTopicIsMissing() throws Exception {
        try (Admin admin = Admin.create(clients());
                Consumer<byte[], byte[]> consumer = consumer()) {
            admin.deleteTopics(List.of("pipeline.control")).all().get();
            await().until(() -> !admin.listTopics().names().get().contains("pipeline.control"));
            assertThatThrownBy(() -> ControlReader.readOnce(consumer, serdes, Duration.ofSeconds(10)))
                    .isInstanceOf(KafkaException.class)
                    .hasMessageContaining("sluice topics create");
        }
    }

    private List<String> keys() {
        return controls.inForce().settings().stream().map(Setting::key).toList();
    }

    private ControlReader reader() {
        ControlReader reader = new ControlReader(clients(), serdes, controls, Duration.ofMillis(200));
        reader.start();
        return reader;
    }

    private static Set<String> settings(List<AuditEvent> events) {
        return events.stream().map(event -> event.getSetting().orElseThrow()).collect(Collectors.toSet());
    }

    /** Those of {@code documents.audit} in their order, until they are enough. */
    private List<AuditEvent> audit(Predicate<List<AuditEvent>> enough) {
        List<AuditEvent> events = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = consumer();
                Deserializer<AuditEvent> deserializer = serdes.deserializer(AuditEvent.class)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.AUDIT.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(each -> events.add(deserializer.deserialize(each.topic(), each.value())));
                return enough.test(events);
            });
        }
        return events;
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", cluster.broker().bootstrapServers(),
                        "isolation.level", "read_committed",
                        "allow.auto.create.topics", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private Map<String, Object> clients() {
        return cluster.clients();
    }

    private static Setting setting(Control control) {
        return new Setting(control, "ada", NOON, "tried", Optional.empty());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
