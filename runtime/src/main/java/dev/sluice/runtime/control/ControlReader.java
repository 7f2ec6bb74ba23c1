package dev.sluice.runtime.control;

import dev.sluice.runtime.topic.TopicFollower;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ControlSetting;
import dev.sluice.schemas.registry.AvroSerdes;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Follows {@code pipeline.control} on a thread of its own, without a group and without offsets that are kept: every instance
 * reads all of it, and has a change as soon as it is committed. While brokers or registry are down, what was read last stays
 * in force, and it tries again.
 */
public final class ControlReader implements AutoCloseable {
    private static final String TOPIC = Topic.CONTROL.topicName();

    private final Deserializer<ControlSetting> deserializer;
    private final TopicFollower follower;

    /**
     * Prepares; {@link #start()} begins.
     *
     * @param clientConfig how to reach the brokers; what this reader depends on is set over it
     * @param controls told what is set
     * @param pause between two tries to reach what is missing
     */
    public ControlReader(Map<String, Object> clientConfig, AvroSerdes serdes, Controls controls, Duration pause) {
        this.deserializer = serdes.deserializer(ControlSetting.class);
        this.follower = new TopicFollower(
                "sluice-control",
                TOPIC,
                clientConfig,
                consumer -> new ControlFeed(consumer, deserializer, controls::replace),
                pause);
    }

    /**
     * What is set now, read once, expired settings included.
     *
     * @param consumer the caller's to close; {@code read_committed} and without a group
     * @param patience the longest that reading may take
     * @throws TimeoutException when it takes longer
     * @throws KafkaException when the topic, the brokers or the registry are not there
     */
    public static Collection<Setting> readOnce(
            Consumer<byte[], byte[]> consumer, AvroSerdes serdes, Duration patience) {
        try (Deserializer<ControlSetting> deserializer = serdes.deserializer(ControlSetting.class)) {
            ControlFeed feed = new ControlFeed(consumer, deserializer, settings -> {});
            if (!feed.open()) {
                throw new KafkaException(TopicFollower.missing(TOPIC));
            }
            long deadline = System.nanoTime() + patience.toNanos();
            while (!feed.isCurrent()) {
                if (System.nanoTime() - deadline >= 0) {
                    throw new TimeoutException("Reading " + TOPIC + " took longer than " + patience.toSeconds()
                            + " s. Check that the brokers answer.");
                }
                feed.poll(Duration.ofMillis(100));
            }
            return feed.settings();
        }
    }

    /** Begins to read; returns at once. */
    public void start() {
        follower.start();
    }

    /**
     * Waits until all that was set before has been read.
     *
     * @return whether it was; false when this was closed meanwhile
     */
    public boolean awaitCurrent() throws InterruptedException {
        return follower.awaitCurrent();
    }

    /** Whether all that was set before the start has been read. */
    public boolean isCurrent() {
        return follower.isCurrent();
    }

    /** Ends the reading; what is set stays in force. */
    @Override
    public void close() {
        follower.close();
        deserializer.close();
    }
}
