package dev.sluice.console.live;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.registry.UndecodableRecordException;
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

/** Reads {@code documents.progress} from now on, on a thread of its own; what came before is of no interest. */
public final class ProgressFollower implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProgressFollower.class);
    private static final String TOPIC = Topic.PROGRESS.topicName();
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Object> config;
    private final Deserializer<Progress> deserializer;
    private final DocumentsInFlight documents;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Optional<KafkaConsumer<byte[], byte[]>> current = Optional.empty();

    /** @param clientConfig how to reach the brokers; what this reader depends on is set over it */
    public ProgressFollower(
            Map<String, Object> clientConfig, Deserializer<Progress> deserializer, DocumentsInFlight documents) {
        this.config = new HashMap<>(clientConfig);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-console-progress");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.deserializer = deserializer;
        this.documents = documents;
        this.thread = Thread.ofPlatform().name("sluice-progress").daemon().unstarted(this::run);
    }

    /** Begins to read; returns at once. */
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        current.ifPresent(KafkaConsumer::wakeup);
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                log.warn("The reader of progress did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deserializer.close();
    }

    private void run() {
        try {
            do {
                follow();
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            log.warn("The reader of progress was interrupted and ends", e);
        }
    }

    private void follow() {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            current = Optional.of(consumer);
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            while (closed.getCount() > 0) {
                consumer.poll(POLL).forEach(this::take);
            }
        } catch (WakeupException e) {
            log.debug("Closing", e);
        } catch (KafkaException e) {
            log.warn("What is in flight is not shown for now: {}", e.getMessage());
        } finally {
            current = Optional.empty();
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> each) {
        if (each.value() == null) {
            return;
        }
        try {
            documents.report(deserializer.deserialize(TOPIC, each.value()));
        } catch (UndecodableRecordException e) {
            log.debug("A report of progress cannot be read and is left out", e);
        }
    }
}
