package dev.sluice.processor.example;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topic of people's corrections from its beginning, on a thread of its own. Every instance reads all of it,
 * without a group and without offsets that are kept: what it learns is in memory.
 *
 * <p>Nothing waits for it. While the topic is missing, or brokers or registry are down, documents are processed with the
 * examples there are, and the reader tries again. A record that cannot be read is left out, with a line in the log.
 */
public final class CorrectionReader implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CorrectionReader.class);
    private static final String TOPIC = Topic.CORRECTIONS.topicName();
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Object> consumerConfig;
    private final Deserializer<Correction> deserializer;
    private final Corrections corrections;
    private final Duration pause;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<KafkaConsumer<?, ?>> current = Optional.empty();
    /** What kept it from reading when it last tried, so that it is said once. */
    private Optional<String> hindrance = Optional.empty();

    /**
     * Prepares; {@link #start()} begins.
     *
     * @param clientConfig how to reach the brokers; what this reader depends on is set over it
     * @param deserializer closed with the reader
     * @param pause between two tries to reach what is missing
     */
    public CorrectionReader(
            Map<String, Object> clientConfig,
            Deserializer<Correction> deserializer,
            Corrections corrections,
            Duration pause) {
        this.consumerConfig = new HashMap<>(clientConfig);
        consumerConfig.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-corrections");
        consumerConfig.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        consumerConfig.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        consumerConfig.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumerConfig.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Each batch that changes something makes an index anew, so a long topic is read in large ones.
        consumerConfig.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        this.deserializer = deserializer;
        this.corrections = corrections;
        this.pause = pause;
        this.thread = Thread.ofPlatform().name("sluice-corrections").daemon().unstarted(this::run);
    }

    /** Begins to read; returns at once. */
    public void start() {
        thread.start();
    }

    /** Ends the reading. */
    @Override
    public void close() {
        closed.countDown();
        current.ifPresent(KafkaConsumer::wakeup);
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                log.warn("The reader of {} did not end within {}", TOPIC, CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deserializer.close();
    }

    private void run() {
        try {
            do {
                readWhilePossible();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.warn("The reader of {} was interrupted and ends", TOPIC, e);
        }
    }

    private void readWhilePossible() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(consumerConfig, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            current = Optional.of(consumer);
            follow(consumer);
        } catch (WakeupException e) {
            log.debug("Closing", e);
        } catch (KafkaException e) {
            hindered("People's corrections are not read for now: " + e.getMessage());
        } finally {
            current = Optional.empty();
        }
    }

    /** Reads until closed, or until something is out of order. */
    private void follow(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        List<TopicPartition> partitions = partitions(consumer);
        while (partitions.isEmpty()) {
            hindered("The topic " + TOPIC
                    + " does not exist, so people's corrections are not used as examples. Create it"
                    + " with: sluice topics create");
            if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            partitions = partitions(consumer);
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        boolean reads = false;
        while (closed.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                take(each);
            }
            if (!reads) {
                log.info("Reading people's corrections from {}", TOPIC);
                hindrance = Optional.empty();
                reads = true;
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer) {
        return consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> each) {
        if (each.value() == null) {
            if (each.key() != null) {
                corrections.remove(new String(each.key(), StandardCharsets.UTF_8));
            }
            return;
        }
        try {
            corrections.put(deserializer.deserialize(TOPIC, each.value()));
        } catch (UndecodableRecordException e) {
            log.warn(
                    "The correction at {}-{} offset {} cannot be read and is left out: {}",
                    TOPIC,
                    each.partition(),
                    each.offset(),
                    e.getMessage());
        }
    }

    private void hindered(String cause) {
        if (!hindrance.equals(Optional.of(cause))) {
            log.warn("{}", cause);
            hindrance = Optional.of(cause);
        }
    }
}
