package dev.sluice.quickstart.setup;

import dev.sluice.quickstart.terminal.Amounts;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it is on the cluster.
 *
 * @param retention negative if records are kept for ever
 * @param offsets between the first and the last
 */
record TopicState(int partitions, int replicas, Duration retention, long offsets) {

    /** Those of the table of topics that exist. */
    static Map<Topic, TopicState> read(Admin admin) throws ExecutionException, InterruptedException {
        Set<String> existing = admin.listTopics().names().get();
        Map<Topic, TopicState> states = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            if (existing.contains(topic.topicName())) {
                states.put(topic, read(admin, topic.topicName()));
            }
        }
        return states;
    }

    String retentionText() {
        return retention.isNegative() ? "for ever" : Amounts.duration(retention);
    }

    private static TopicState read(Admin admin, String topic) throws ExecutionException, InterruptedException {
        TopicDescription description =
                only(admin.describeTopics(List.of(topic)).allTopicNames().get());
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String retention = only(admin.describeConfigs(List.of(resource)).all().get())
                .get(TopicConfig.RETENTION_MS_CONFIG)
                .value();
        List<TopicPartition> partitions = new ArrayList<>();
        for (TopicPartitionInfo partition : description.partitions()) {
            partitions.add(new TopicPartition(topic, partition.partition()));
        }
        return new TopicState(
                partitions.size(),
                description.partitions().getFirst().replicas().size(),
                Duration.ofMillis(Long.parseLong(retention)),
                sum(admin, partitions, OffsetSpec.latest()) - sum(admin, partitions, OffsetSpec.earliest()));
    }

    private static <V> V only(Map<?, V> answers) {
        return answers.values().iterator().next();
    }

    private static long sum(Admin admin, List<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> request = new HashMap<>();
        partitions.forEach(partition -> request.put(partition, spec));
        return admin.listOffsets(request).all().get().values().stream()
                .mapToLong(result -> result.offset())
                .sum();
    }
}
