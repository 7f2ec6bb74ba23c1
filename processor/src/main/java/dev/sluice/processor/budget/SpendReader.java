package dev.sluice.processor.budget;

import dev.sluice.runtime.topic.TopicFollower;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.registry.AvroSerdes;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Follows {@code llm.spend} for the budgets. While it cannot be read, this process's own calls count against its share of
 * what was left.
 */
public final class SpendReader implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Deserializer<Spend> deserializer;
    private final TopicFollower follower;

    /** @param clientConfig how to reach the brokers */
    public SpendReader(Map<String, Object> clientConfig, AvroSerdes serdes, Budgets budgets, Clock clock) {
        this.deserializer = serdes.deserializer(Spend.class);
        this.follower = new TopicFollower(
                "sluice-budgets",
                Topic.SPEND.topicName(),
                clientConfig,
                consumer -> new SpendFeed(consumer, deserializer, budgets, clock),
                PAUSE);
    }

    /** Begins to read; returns at once. */
    public void start() {
        follower.start();
    }

    /**
     * Waits until all that was spent before is known.
     *
     * @return whether it is; false when this was closed meanwhile
     */
    public boolean awaitCurrent() throws InterruptedException {
        return follower.awaitCurrent();
    }

    @Override
    public void close() {
        follower.close();
        deserializer.close();
    }
}
