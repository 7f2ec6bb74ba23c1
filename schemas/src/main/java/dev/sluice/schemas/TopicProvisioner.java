package dev.sluice.schemas;

import dev.sluice.schemas.TopicOutcome.Created;
import dev.sluice.schemas.TopicOutcome.Difference;
import dev.sluice.schemas.TopicOutcome.Differs;
import dev.sluice.schemas.TopicOutcome.Failed;
import dev.sluice.schemas.TopicOutcome.Unchanged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics that a cluster lacks, and waits until producers can use them. Topics that exist are compared and left as they
 * are, so it can be run at any time. Throws {@link KafkaException} when the cluster does not answer.
 */
public final class TopicProvisioner {
    private final Admin admin;
    private final TopicLayout layout;

    /** The admin client stays the caller's to close. */
    public TopicProvisioner(Admin admin, TopicLayout layout) {
        this.admin = admin;
        this.layout = layout;
    }

    /** One outcome for each topic, in the order of {@link Topic}. */
    public List<TopicOutcome> provision() {
        Set<String> existing = await(admin.listTopics().names());
        List<Topic> missing = Arrays.stream(Topic.values())
                .filter(topic -> !existing.contains(topic.topicName()))
                .toList();
        CreateTopicsResult creation =
                admin.createTopics(missing.stream().map(this::definition).toList());
        List<TopicOutcome> outcomes = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            outcomes.add(missing.contains(topic) ? created(topic, creation) : compared(topic));
        }
        return outcomes;
    }

    private NewTopic definition(Topic topic) {
        return new NewTopic(topic.topicName(), Optional.of(layout.partitionsOf(topic)), layout.replicationFactor())
                .configs(topic.settings());
    }

    private TopicOutcome created(Topic topic, CreateTopicsResult creation) {
        try {
            int partitions = get(creation.numPartitions(topic.topicName()));
            awaitLeaders(topic, partitions);
            return new Created(topic, partitions, get(creation.replicationFactor(topic.topicName())));
        } catch (ExecutionException e) {
            return switch (e.getCause()) {
                case TopicExistsException raced -> comparedWhenKnown(topic);
                case InvalidReplicationFactorException tooFew ->
                    new Failed(
                            topic,
                            tooFew.getMessage() + " Give a replication factor that the number of brokers allows.");
                case TopicAuthorizationException denied ->
                    new Failed(topic, denied.getMessage() + " Give this user the right to create and describe topics.");
                case null -> new Failed(topic, e.toString());
                case Throwable other -> new Failed(topic, other.toString());
            };
        }
    }

    /**
     * The brokers lead the partitions only a moment after the controller has made the topic. Of several batches that a producer sends
     * in between, the first can be refused and the second taken: then it is stuck, as Kafka takes the first no more.
     */
    private void awaitLeaders(Topic topic, int partitions) throws ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        // Only leaders answer this, and the client asks until they do.
        get(admin.listOffsets(ends).all());
    }

    /** Whoever creates it at the same time may have been answered before the brokers know it. */
    private TopicOutcome comparedWhenKnown(Topic topic) {
        TopicPartition first = new TopicPartition(topic.topicName(), 0);
        await(admin.listOffsets(Map.of(first, OffsetSpec.latest())).all());
        return compared(topic);
    }

    private TopicOutcome compared(Topic topic) {
        String name = topic.topicName();
        TopicDescription description =
                await(only(admin.describeTopics(List.of(name)).topicNameValues()));
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config = await(only(admin.describeConfigs(List.of(resource)).values()));
        List<Difference> differences = new ArrayList<>();
        compare(
                "partitions",
                layout.partitionsOf(topic),
                description.partitions().size(),
                differences);
        layout.replicationFactor()
                .ifPresent(wanted -> compare(
                        "replication.factor",
                        wanted,
                        description.partitions().getFirst().replicas().size(),
                        differences));
        topic.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(wanted -> compare(
                        wanted.getKey(),
                        wanted.getValue(),
                        config.get(wanted.getKey()).value(),
                        differences));
        return differences.isEmpty() ? new Unchanged(topic) : new Differs(topic, differences);
    }

    private static void compare(String setting, Object expected, Object actual, List<Difference> differences) {
        if (!expected.toString().equals(actual.toString())) {
            differences.add(new Difference(setting, expected.toString(), actual.toString()));
        }
    }

    private static <V> V only(Map<?, V> answers) {
        return answers.values().iterator().next();
    }

    private static <T> T await(KafkaFuture<T> future) {
        try {
            return get(future);
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "The cluster does not tell what topics it has: " + e.getCause()
                            + ". Check the bootstrap servers and this user's rights.",
                    e.getCause());
        }
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
