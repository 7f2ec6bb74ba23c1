package dev.sluice.processor;

import dev.sluice.runtime.streams.SmallRocksDb;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka Streams' own configuration: what Sluice needs, under what the user gave. */
final class StreamsProperties {
    /** Sluice's own keys, or what its stages cannot work with; given another way they would be two truths. */
    private static final Map<String, String> REFUSED = Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG, "Set application.id instead.",
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG, "Set processing.guarantee instead.",
            StreamsConfig.STATE_DIR_CONFIG, "Set state.dir instead.",
            StreamsConfig.NUM_STREAM_THREADS_CONFIG, "Set stream.threads instead.",
            StreamsConfig.GROUP_PROTOCOL_CONFIG, "Sluice paces its consumers, which needs the classic protocol.");

    private StreamsProperties() {}

    /**
     * Merges both.
     *
     * @param kafka the keys that the user gave behind {@code kafka.}
     * @throws ConfigException if one of them is refused, or the brokers are not named
     */
    static Properties of(
            String applicationId, Path stateDir, int threads, String guarantee, Map<String, String> kafka) {
        for (Map.Entry<String, String> refused : REFUSED.entrySet()) {
            if (kafka.containsKey(refused.getKey())) {
                throw new ConfigException(
                        "The key kafka." + refused.getKey() + " cannot be set. " + refused.getValue());
            }
        }
        if (!kafka.containsKey(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new ConfigException(
                    "The key kafka.bootstrap.servers is missing: name the brokers, such as host:9092.");
        }
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        // Redrives and raw documents need no order between them: neither waits for the other's records.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
        // A new instance first copies the stores of partitions that it shall have; this is how soon one that has is
        // noticed.
        // Kafka's ten minutes are a long time to wait for an instance that was started because of a backlog.
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
        // Unset, Kafka Streams warns at every start, although there are no global tables.
        properties.put("processing.exception.handler.global.enabled", true);
        // What one poll can bring on top of full stages, in records and in memory.
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 200);
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 200);
        // A document is written three times on its way; stronger compression takes the stream thread too long.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // A transaction's worth: Kafka's 16 KiB hold three documents, too few to compress well or to send cheaply.
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MAX_MESSAGE_BYTES);
        properties.putAll(kafka);
        return properties;
    }
}
