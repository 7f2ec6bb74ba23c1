package dev.sluice.schemas;

import java.util.List;

/** What came of making sure that a topic exists. */
public sealed interface TopicOutcome {
    Topic topic();

    /** It did not exist and was created. */
    record Created(Topic topic, int partitions, int replicationFactor) implements TopicOutcome {}

    /** It existed, just as it should be. */
    record Unchanged(Topic topic) implements TopicOutcome {}

    /**
     * It existed, is not as it should be, and was left as it is. Settings can be changed with Kafka's
     * {@code kafka-configs}; the number of partitions only with a new topic, or else documents change their partition and
     * with it their order.
     */
    record Differs(Topic topic, List<Difference> differences) implements TopicOutcome {
        public Differs {
            differences = List.copyOf(differences);
        }
    }

    /** The cluster refused to create it; the reason names the remedy where one is known. */
    record Failed(Topic topic, String reason) implements TopicOutcome {}

    /** One thing that is not as it should be: {@code partitions}, {@code replication.factor} or a topic setting. */
    record Difference(String setting, String expected, String actual) {
        @Override
        public String toString() {
            return setting + " is " + actual + " and should be " + expected;
        }
    }
}
