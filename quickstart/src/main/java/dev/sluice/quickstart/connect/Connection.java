package dev.sluice.quickstart.connect;

import dev.sluice.processor.config.Settings;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.streams.BrokerFailure;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.registry.AvroSerdes;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Makes the clients of the commands out of the processor's configuration. Each call makes a new client, which its user
 * closes. Immutable.
 */
public final class Connection {
    /** Somebody waits at the terminal: much shorter than the clients' own minute. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String CONSUMER = "consumer.";
    private static final String PRODUCER = "producer.";
    private static final String ADMIN = "admin.";

    private final Map<String, String> kafka;
    private final Map<String, String> registry;

    private Connection(Map<String, String> kafka, Map<String, String> registry) {
        this.kafka = Map.copyOf(kafka);
        this.registry = Map.copyOf(registry);
    }

    /**
     * Checks the configuration.
     *
     * @throws ConfigException naming the key that is unknown or has a bad value
     */
    public static Connection of(Map<String, String> values) {
        ConfigValues settings = Settings.of(values).values();
        return new Connection(settings.kafka(), settings.registry());
    }

    /** The brokers' addresses, as configured. */
    public String brokers() {
        String brokers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (brokers == null) {
            throw new ConfigException("No brokers are named. Give --bootstrap-server HOST:PORT, or set "
                    + ClusterOptions.BROKERS + " in the file of --config; 'sluice quickstart' starts a broker here.");
        }
        return brokers;
    }

    /** An admin client of brokers that were seen to answer. */
    public Admin admin() {
        Map<String, Object> config = config(AdminClientConfig.configNames(), ADMIN);
        config.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        Admin admin = open(() -> Admin.create(config));
        try {
            admin.describeCluster().nodes().get();
            return admin;
        } catch (ExecutionException e) {
            admin.close(Duration.ZERO);
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            admin.close(Duration.ZERO);
            throw new InterruptException(e);
        }
    }

    /** Checks that topics exist, for which others would wait in vain. */
    public void requireTopics(Set<Topic> topics) {
        try (Admin admin = admin()) {
            Set<String> existing = admin.listTopics().names().get();
            List<String> missing = topics.stream()
                    .map(Topic::topicName)
                    .filter(name -> !existing.contains(name))
                    .sorted()
                    .toList();
            if (!missing.isEmpty()) {
                throw new CommandFailedException(
                        "The brokers at " + brokers() + " have no topic " + String.join(", ", missing)
                                + ". Create it: sluice topics create; or let this user describe it.");
            }
        } catch (ExecutionException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** How a producer reaches the brokers, and nothing else. */
    public Map<String, Object> producerConfig() {
        return config(ProducerConfig.configNames(), PRODUCER);
    }

    /** A producer that loses and doubles nothing, of records up to the topics' limit. */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> config = config(ProducerConfig.configNames(), PRODUCER);
        config.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        config.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_MESSAGE_BYTES);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L * Topic.MAX_MESSAGE_BYTES);
        return open(() -> new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** A consumer without a group that sees what is committed. */
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = config(ConsumerConfig.configNames(), CONSUMER);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, IsolationLevel.READ_COMMITTED.toString());
        config.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        return open(() -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    /** Serializers and deserializers of the values. */
    public AvroSerdes serdes() {
        return new AvroSerdes(requireRegistry());
    }

    /** What registers the contracts. */
    public SchemaRegistrar registrar() {
        return new SchemaRegistrar(requireRegistry());
    }

    private Map<String, String> requireRegistry() {
        if (!registry.containsKey(ClusterOptions.REGISTRY)) {
            throw new ConfigException("No schema registry is named. Give --registry URL, or set "
                    + ClusterOptions.REGISTRY + " in the file of --config.");
        }
        return registry;
    }

    /** The keys that this kind of client knows; those with its prefix win, as in Kafka Streams. */
    private Map<String, Object> config(Set<String> known, String prefix) {
        brokers();
        Map<String, Object> config = new HashMap<>();
        known.stream().filter(kafka::containsKey).forEach(key -> config.put(key, kafka.get(key)));
        kafka.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                config.put(key.substring(prefix.length()), value);
            }
        });
        return config;
    }

    private <C> C open(Supplier<C> client) {
        try {
            return client.get();
        } catch (ConfigException e) {
            throw e;
        } catch (KafkaException e) {
            throw unreachable(e.getCause() == null ? e : e.getCause());
        }
    }

    private CommandFailedException unreachable(Throwable cause) {
        return new CommandFailedException(BrokerFailure.describe(brokers(), cause), cause);
    }
}
