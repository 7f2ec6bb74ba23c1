package dev.sluice.runtime.control;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.ControlSetting;
import dev.sluice.schemas.registry.AvroSerdes;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes settings, each change together with its audit event in one transaction. Thread-safe.
 *
 * <p>All writers share one transactional id. So they take turns, and one that dies in the middle of a change does not
 * hold up the next one until its transaction times out, as readers wait for the end of every transaction.
 */
public final class ControlWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlWriter.class);
    private static final String TRANSACTIONAL_ID = "sluice-control";
    /** Somebody who is faster ends our transaction. Pauses that differ keep that from going on and on. */
    private static final int TRIES = 20;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String UNHANDLED = "Unhandled error in EndTxnResponse";

    private final Map<String, Object> producerConfig;
    private final Map<String, Object> adminConfig;
    private final Serializer<ControlSetting> settings;
    private final Serializer<AuditEvent> events;
    private final Clock clock;

    /** @param clientConfig how to reach the brokers; what this writer depends on is set over it */
    public ControlWriter(Map<String, Object> clientConfig, AvroSerdes serdes, Clock clock) {
        this.producerConfig = new HashMap<>(clientConfig);
        producerConfig.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-control");
        producerConfig.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID);
        producerConfig.put(ProducerConfig.ACKS_CONFIG, "all");
        producerConfig.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        producerConfig.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producerConfig.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
        producerConfig.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        producerConfig.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
        producerConfig.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        this.adminConfig = new HashMap<>(clientConfig);
        adminConfig.keySet().retainAll(AdminClientConfig.configNames());
        adminConfig.put(AdminClientConfig.CLIENT_ID_CONFIG, "sluice-control");
        this.settings = serdes.serializer();
        this.events = serdes.serializer();
        this.clock = clock;
    }

    /**
     * Sets something, in place of what is set under the same key. When this returns, it is committed, and whoever begins to read
     * finds it.
     *
     * @param before what it replaces, for the audit
     * @throws KafkaException when brokers or registry do not do their part; whether it took effect is then not known
     */
    public void set(Setting setting, Optional<Setting> before) {
        AuditEvent event = Audit.of(AuditAction.SET, setting.key(), setting.setBy(), setting.why(), setting.setAt())
                .setChanges(Audit.change(before, Optional.of(setting)))
                .build();
        commit(setting.key(), Optional.of(SettingRecords.write(setting)), event);
    }

    /**
     * Takes a setting back. When this returns, it is committed, and whoever begins to read does not find the setting.
     *
     * @param before the setting
     * @param by who
     * @param why for those who wonder, not empty
     * @throws KafkaException when brokers or registry do not do their part; whether it took effect is then not known
     */
    public void unset(Setting before, String by, String why) {
        if (by.isBlank() || why.isBlank()) {
            throw new IllegalArgumentException("it does not say who takes the setting back, or why");
        }
        AuditEvent event = Audit.of(AuditAction.UNSET, before.key(), by, why, clock.instant())
                .setChanges(Audit.change(Optional.of(before), Optional.empty()))
                .build();
        commit(before.key(), Optional.empty(), event);
    }

    @Override
    public void close() {
        settings.close();
        events.close();
    }

    private void commit(String key, Optional<ControlSetting> setting, AuditEvent event) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte @Nullable [] value = setting.map(written -> settings.serialize(Topic.CONTROL.topicName(), written))
                .orElse(null);
        byte[] audit = events.serialize(Topic.AUDIT.topicName(), event);
        for (int attempt = 1; ; attempt++) {
            try {
                commit(name, value, audit);
                return;
            } catch (KafkaException e) {
                if (attempt == TRIES || !isFenced(e)) {
                    throw e;
                }
                log.info("Somebody else changes settings at the same time; trying again");
                pause(LONGEST_PAUSE.multipliedBy(attempt).dividedBy(TRIES));
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if the event was not taken
    private void commit(byte[] key, byte @Nullable [] setting, byte[] event) {
        Future<RecordMetadata> sent;
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(producerConfig, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            sent = producer.send(new ProducerRecord<>(Topic.CONTROL.topicName(), 0, key, setting));
            producer.send(new ProducerRecord<>(Topic.AUDIT.topicName(), key, event));
            producer.commitTransaction();
        }
        awaitReadable(sent.resultNow().offset());
    }

    /**
     * Brokers answer a commit when they know of it, and tell it to the partitions afterwards: until then readers stop before the
     * record, and one that begins takes that for the end.
     */
    private void awaitReadable(long offset) {
        TopicPartition partition = new TopicPartition(Topic.CONTROL.topicName(), 0);
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = Admin.create(adminConfig)) {
            while (get(admin.listOffsets(Map.of(partition, OffsetSpec.latest()), committed)
                                    .partitionResult(partition))
                            .offset()
                    <= offset) {
                if (System.nanoTime() > deadline) {
                    throw new TimeoutException("The change at " + partition + " offset " + offset
                            + " is committed, but cannot be read after " + PATIENCE.toSeconds() + " s");
                }
                pause(LOOK_AGAIN);
            }
        }
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void pause(Duration longest) {
        try {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest.toNanos())));
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * Whether another writer has ended this one's transaction; the brokers say so in four ways. For the last one, an error of their
     * own (seen with Kafka 4.4.0), the client has no class. It leaves open how the transaction ended: the auditor then rather hears
     * of a change twice than not at all.
     */
    private static boolean isFenced(KafkaException failure) {
        return String.valueOf(failure.getMessage()).startsWith(UNHANDLED)
                || Stream.<@Nullable Throwable>of(failure, failure.getCause())
                        .anyMatch(cause -> cause instanceof ProducerFencedException
                                || cause instanceof InvalidProducerEpochException
                                || cause instanceof InvalidTxnStateException);
    }
}
