package dev.sluice.schemas;

import java.util.Optional;

/**
 * How topics are laid out where an installation differs from the table of topics.
 *
 * @param partitions for every topic but those whose order needs a single one, at least 1; as
 *     {@link Topic#partitions()} says when absent
 * @param replicationFactor at least 1; the broker's default when absent
 */
public record TopicLayout(Optional<Integer> partitions, Optional<Short> replicationFactor) {
    public TopicLayout {
        partitions.ifPresent(count -> requirePositive("partitions", count));
        replicationFactor.ifPresent(count -> requirePositive("replication factor", count));
    }

    /** As the table of topics and the brokers say. */
    public static TopicLayout standard() {
        return new TopicLayout(Optional.empty(), Optional.empty());
    }

    int partitionsOf(Topic topic) {
        return topic.partitions() == 1 ? 1 : partitions.orElseGet(topic::partitions);
    }

    private static void requirePositive(String what, int count) {
        if (count < 1) {
            throw new IllegalArgumentException("The " + what + " must be at least 1, not " + count + ".");
        }
    }
}
