package dev.sluice.processor.progress;

import dev.sluice.processor.observe.Metrics;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Progress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes progress to its topic, outside of the transactions, on a thread of its own. While broker or registry are slow or
 * down, reports are dropped and counted; nobody waits for them. Thread-safe.
 */
public final class ProgressTopic implements Consumer<Progress>, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ProgressTopic.class);
    private static final int MOST_WAITING = 1_000;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Serializer<Progress> serializer;
    private final Producer<byte[], byte[]> producer;
    private final Counter dropped;
    private final BlockingQueue<Progress> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread thread;

    /** Starts its thread. It closes the producer. */
    ProgressTopic(Serializer<Progress> serializer, Producer<byte[], byte[]> producer, MeterRegistry registry) {
        this.serializer = serializer;
        this.producer = producer;
        this.dropped = registry.counter(Metrics.PROGRESS_DROPPED);
        this.thread = Thread.ofPlatform().daemon().name("progress").start(this::run);
    }

    /**
     * Opens the topic.
     *
     * @param kafka the settings of the instance's own clients; those that producers know apply
     */
    public static ProgressTopic open(Properties kafka, Serializer<Progress> serializer, MeterRegistry registry) {
        Map<String, Object> config = new HashMap<>();
        kafka.forEach((key, value) -> {
            if (ProducerConfig.configNames().contains(key.toString())) {
                config.put(key.toString(), value);
            }
        });
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-progress");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.ACKS_CONFIG, "1");
        config.put(ProducerConfig.RETRIES_CONFIG, 0);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 50);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        return new ProgressTopic(
                serializer,
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()),
                registry);
    }

    @Override
    public void accept(Progress progress) {
        if (!waiting.offer(progress)) {
            dropped.increment();
        }
    }

    /** What waits still is dropped: nobody watches a document of an instance that stops. */
    @Override
    public void close() {
        thread.interrupt();
        producer.close(CLOSE_TIMEOUT);
    }

    private void run() {
        try {
            while (true) {
                send(waiting.take());
            }
        } catch (InterruptedException | InterruptException closed) {
            log.debug("No more progress is reported");
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    private void send(Progress progress) {
        try {
            byte[] value = serializer.serialize(Topic.PROGRESS.topicName(), progress);
            byte[] key = progress.getDocumentId().getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(Topic.PROGRESS.topicName(), key, value), (written, failure) -> {
                if (failure != null) {
                    drop(failure);
                }
            });
        } catch (InterruptException closed) {
            throw closed;
        } catch (KafkaException | IllegalStateException failure) {
            drop(failure);
        }
    }

    private void drop(Exception failure) {
        dropped.increment();
        log.debug("A progress report was dropped: {}", failure.toString());
    }
}
