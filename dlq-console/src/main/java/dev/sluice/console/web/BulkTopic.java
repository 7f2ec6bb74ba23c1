package dev.sluice.console.web;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.BulkProgress;
import dev.sluice.schemas.avro.BulkRun;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the replicas tell each other of their bulk actions. Each reads all of it, and so knows all of them. Thread-safe. */
final class BulkTopic implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BulkTopic.class);
    private static final String TOPIC = Topic.REVIEW_RUNS.topicName();
    private static final String STOP = "/stop";
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_BLOCK_MILLIS = 5000;
    private static final int MOST_REMEMBERED = 500;

    private final Map<String, Object> clients;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<BulkRun> serializer;
    private final Deserializer<BulkRun> deserializer;
    private final Consumer<BulkRun> stops;
    private final Map<String, BulkRun> runs = new HashMap<>();
    private final Map<String, String> stopped = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param stops is told of every request to stop a run, on the thread that reads
     */
    BulkTopic(Console console, Consumer<BulkRun> stops) {
        this.clients = console.config().clients();
        this.stops = stops;
        this.serializer = console.serdes().serializer();
        this.deserializer = console.serdes().deserializer(BulkRun.class);
        Map<String, Object> config = new HashMap<>(clients);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "sluice-console-runs");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MOST_BLOCK_MILLIS);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.thread = Thread.ofPlatform().name("sluice-bulk-runs").daemon().unstarted(this::follow);
    }

    void start() {
        thread.start();
    }

    /** Tells how far a run is, or that it shall stop. Completes when the brokers have it for good. */
    CompletableFuture<Void> tell(BulkRun run) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        String key = run.getRunId() + (run.getProgress().isPresent() ? "" : STOP);
        try {
            // The callback tells all that the returned future would.
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(TOPIC, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(TOPIC, run)),
                    (metadata, failure) -> {
                        if (failure == null) {
                            told.complete(null);
                        } else {
                            told.completeExceptionally(failure);
                        }
                    });
        } catch (KafkaException | IllegalStateException e) {
            // The latter once it is closed.
            told.completeExceptionally(e);
        }
        return told;
    }

    /** What was told last of each run that is remembered. */
    synchronized List<BulkRun> all() {
        return new ArrayList<>(runs.values());
    }

    synchronized Optional<BulkRun> find(String id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** Whether whoever began a run asked that it stops. */
    synchronized boolean isToStop(BulkRun run) {
        return run.getActor().equals(stopped.get(run.getRunId()));
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                log.warn("The thread of bulk actions did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(CLOSE_TIMEOUT);
        serializer.close();
        deserializer.close();
    }

    private void follow() {
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                while (!closed) {
                    consumer.poll(POLL).forEach(this::take);
                }
            } catch (KafkaException e) {
                log.warn("Bulk actions of other replicas are not known for now: {}", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(clients);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-console-runs");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            BulkRun run = deserializer.deserialize(TOPIC, record.value());
            remember(run);
            if (run.getProgress().isEmpty()) {
                stops.accept(run);
            }
        } catch (UndecodableRecordException e) {
            log.warn("What is told of a bulk action at offset {} cannot be read: {}", record.offset(), e.getMessage());
        }
    }

    private synchronized void remember(BulkRun run) {
        if (run.getProgress().isEmpty()) {
            stopped.put(run.getRunId(), run.getActor());
            return;
        }
        runs.put(run.getRunId(), run);
        if (runs.size() > MOST_REMEMBERED) {
            runs.values().stream()
                    .min(Comparator.comparing(each ->
                            each.getProgress().map(BulkProgress::getStartedAt).orElseThrow()))
                    .ifPresent(oldest -> {
                        runs.remove(oldest.getRunId());
                        stopped.remove(oldest.getRunId());
                    });
        }
    }
}
