package dev.sluice.console;

import dev.sluice.console.review.ReviewSettings;
import dev.sluice.runtime.streams.SmallRocksDb;
import dev.sluice.schemas.Topic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What the console needs to know of its surroundings.
 *
 * @param applicationId names the consumer group, the transactions and the changelog topics; replicas share it
 * @param stateDir the folder of this replica's stores and read model
 * @param kafka how to reach the brokers, by Kafka's own keys, {@code bootstrap.servers} among them
 * @param registry the registry serde's settings
 */
public record ConsoleConfig(
        String applicationId,
        Path stateDir,
        Map<String, String> kafka,
        Map<String, String> registry,
        ReviewSettings review) {

    public ConsoleConfig {
        kafka = Map.copyOf(kafka);
        registry = Map.copyOf(registry);
        if (!kafka.containsKey(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG)) {
            throw new IllegalArgumentException(
                    "The key kafka.bootstrap.servers is missing: name the brokers, such as host:9092.");
        }
    }

    /** The file of the read model. */
    public Path readModel() {
        return stateDir.resolve("read-model.sqlite");
    }

    /** The clients' configuration: consumers, producers and admin clients take what is theirs. */
    public Map<String, Object> clients() {
        return new HashMap<>(kafka);
    }

    /** The lifecycle's configuration of Kafka Streams. */
    public Properties streams() {
        Properties properties = new Properties();
        properties.putAll(kafka);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallRocksDb.class);
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topic.MAX_MESSAGE_BYTES);
        return properties;
    }

    /** Only what cannot be a secret. */
    @Override
    public String toString() {
        return "ConsoleConfig[" + applicationId + ", " + stateDir + "]";
    }
}
