package dev.sluice.processor;

import dev.sluice.processor.observe.Metrics;
import dev.sluice.runtime.streams.Membership;
import dev.sluice.runtime.streams.ThreadFailures;
import dev.sluice.runtime.time.KafkaTime;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.UndecodableRecordException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This instance's part in summing up what calls cost: a Kafka Streams application of its own beside that of the documents,
 * whose thread and transactions it leaves alone. Documents do not wait for it.
 */
final class SpendStreams {
    private static final Logger log = LoggerFactory.getLogger(SpendStreams.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);
    /** Sums of a second are written once. */
    private static final int COMMIT_MILLIS = 1_000;

    private final Properties config;
    private final KafkaStreams streams;

    SpendStreams(Properties documents, AvroSerdes serdes, MeterRegistry metrics, Clock clock) {
        this.config = properties(documents);
        this.streams = new KafkaStreams(
                SpendTopology.build(readable(serdes.deserializer(LlmUsage.class)), serdes.serializer(), clock),
                config,
                new KafkaTime(clock));
        streams.setUncaughtExceptionHandler(new ThreadFailures(clock));
        Gauge.builder(Metrics.SPEND_RUNNING, streams, running -> running.state() == State.RUNNING ? 1 : 0)
                .register(metrics);
    }

    void start() {
        streams.start();
    }

    void close() {
        if (!streams.close(Membership.onClose(config, CLOSE_TIMEOUT))) {
            log.warn("Summing up what calls cost did not end within {}", CLOSE_TIMEOUT);
        }
    }

    private static Properties properties(Properties documents) {
        Properties properties = new Properties();
        properties.putAll(documents);
        properties.put(
                StreamsConfig.APPLICATION_ID_CONFIG, documents.get(StreamsConfig.APPLICATION_ID_CONFIG) + "-spend");
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        return properties;
    }

    /** What cannot be read is left out, with a line in the log. While the registry is down, it is not known what can be. */
    private static Deserializer<LlmUsage> readable(Deserializer<LlmUsage> deserializer) {
        return (topic, bytes) -> {
            try {
                return deserializer.deserialize(topic, bytes);
            } catch (UndecodableRecordException e) {
                log.warn("A record of {} cannot be read and is left out of the sums: {}", topic, e.getMessage());
                return null;
            }
        };
    }
}
