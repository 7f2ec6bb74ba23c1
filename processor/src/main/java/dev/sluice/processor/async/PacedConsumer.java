package dev.sluice.processor.async;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The main consumer of a stream thread, which leaves the records of full tasks on the broker and returns from
 * {@code poll} in milliseconds while calls are in flight, so that their results are forwarded promptly.
 *
 * <p>Blocking the stream thread instead would hold up its other tasks and, with long calls, exceed
 * {@code max.poll.interval.ms}. Waking it by {@code wakeup()} instead of polling briefly would let a
 * {@code WakeupException} escape inside rebalance callbacks. Confined to its stream thread, as any consumer is.
 */
final class PacedConsumer extends KafkaConsumer<byte[], byte[]> {
    private static final Duration AWAKE_POLL = Duration.ofMillis(5);

    private final Intake intake;
    /** Kafka Streams pauses partitions for reasons of its own; only what neither side wants paused is resumed. */
    private final Set<TopicPartition> pausedByStreams = new HashSet<>();

    private final Set<TopicPartition> pausedByUs = new HashSet<>();

    PacedConsumer(Map<String, Object> config, Intake intake) {
        super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.intake = intake;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        Set<TopicPartition> assignment = assignment();
        pace(assignment);
        boolean brief = timeout.compareTo(AWAKE_POLL) > 0 && intake.isAwake(assignment);
        return super.poll(brief ? AWAKE_POLL : timeout);
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        pausedByStreams.addAll(partitions);
        super.pause(partitions);
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        pausedByStreams.removeAll(partitions);
        Set<TopicPartition> wanted = new HashSet<>(partitions);
        wanted.removeAll(pausedByUs);
        super.resume(wanted);
    }

    private void pace(Set<TopicPartition> assignment) {
        pausedByStreams.retainAll(assignment);
        pausedByUs.retainAll(assignment);
        Set<TopicPartition> toPause = new HashSet<>();
        Set<TopicPartition> toResume = new HashSet<>();
        for (TopicPartition partition : assignment) {
            if (intake.isClosedFor(partition)) {
                // Again on every poll: a partition that was revoked and assigned again in between starts unpaused.
                pausedByUs.add(partition);
                toPause.add(partition);
            } else if (pausedByUs.remove(partition) && !pausedByStreams.contains(partition)) {
                toResume.add(partition);
            }
        }
        super.pause(toPause);
        super.resume(toResume);
    }
}
