package dev.sluice.console.readmodel;

import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of some topics, without a group and without offsets on the broker: every replica reads all of it,
 * and its file knows how far it is. For one thread, but for {@link #wakeup()}.
 */
final class TopicReader implements AutoCloseable {
    /** One transaction's worth: many small ones would make a rebuild long. */
    private static final int BATCH = 2000;

    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final List<String> topics;
    private final Map<String, Object> clientConfig;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Long> ends = Map.of();

    /**
     * @param topics the one first that must have been read for the reader to be caught up
     * @param clientConfig how to reach the brokers; what this reader depends on is set over it
     */
    TopicReader(List<Topic> topics, Map<String, Object> clientConfig) {
        this.topics = topics.stream().map(Topic::topicName).toList();
        this.clientConfig = clientConfig;
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-console-items");
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, BATCH);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The ids that the cluster gave the topics; a topic that is made anew has another.
     *
     * @throws KafkaException if one is missing, or the brokers do not answer
     */
    String topicIds() {
        try (Admin admin = Admin.create(adminConfig())) {
            Map<String, TopicDescription> found =
                    admin.describeTopics(topics).allTopicNames().get();
            return topics.stream()
                    .map(topic -> Objects.requireNonNull(found.get(topic), topic)
                            .topicId()
                            .toString())
                    .collect(Collectors.joining(" "));
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "One of the topics " + topics + " cannot be found: " + e.getCause()
                            + ". 'sluice topics create' makes them.",
                    e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Goes to these offsets; to the beginning of partitions that are not named. */
    void begin(Map<TopicPartition, Long> positions) {
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
        for (TopicPartition partition : partitions) {
            consumer.seek(partition, positions.getOrDefault(partition, beginnings.getOrDefault(partition, 0L)));
        }
        ends = consumer.endOffsets(partitions);
    }

    ConsumerRecords<byte[], byte[]> poll(Duration time) {
        return consumer.poll(time);
    }

    /** Where it would read on. */
    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
        return positions;
    }

    /** Whether all of the first topic was read that was there at the beginning. */
    boolean isCaughtUp() {
        return partitions.stream()
                .filter(each -> each.topic().equals(topics.getFirst()))
                .allMatch(each -> consumer.position(each) >= ends.getOrDefault(each, 0L));
    }

    /** Ends a poll, from any thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close();
    }

    private Map<String, Object> adminConfig() {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.keySet().retainAll(AdminClientConfig.configNames());
        return config;
    }
}
