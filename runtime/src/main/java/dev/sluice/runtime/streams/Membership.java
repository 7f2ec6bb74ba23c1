package dev.sluice.runtime.streams;

import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.StreamsConfig;

/** An instance's place in its group. */
public final class Membership {
    private Membership() {}

    /**
     * How to close an instance: a static member comes back soon and keeps its place; any other frees its partitions at once.
     *
     * @param timeout for the threads to end
     */
    public static CloseOptions onClose(Properties config, Duration timeout) {
        GroupMembershipOperation operation =
                isStatic(config) ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
        return CloseOptions.groupMembershipOperation(operation).withTimeout(timeout);
    }

    private static boolean isStatic(Properties config) {
        return Set.of(
                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
                        StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                        StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG))
                .stream()
                .anyMatch(config::containsKey);
    }
}
