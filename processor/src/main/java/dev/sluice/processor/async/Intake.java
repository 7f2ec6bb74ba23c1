package dev.sluice.processor.async;

import dev.sluice.processor.step.WaitReason;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides when an application instance takes in records: it is the link between the stages, which know how much they have
 * on their hands, and the consumers, which pause the partitions of full tasks. One per instance; thread-safe.
 */
public final class Intake {
    private final Set<String> sourceTopics;
    private final Set<StageLoad> loads = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    /**
     * @param sourceTopics the topics that feed the stages. Stages and topics must be of one sub-topology, so that partition
     *     n of each topic belongs to task n.
     */
    public Intake(Collection<String> sourceTopics) {
        this.sourceTopics = Set.copyOf(sourceTopics);
    }

    /** The entries of a stage, in flight or waiting, over all tasks of this instance. */
    public int entries(String stage) {
        return loads.stream()
                .filter(load -> load.stage().equals(stage))
                .mapToInt(StageLoad::entries)
                .sum();
    }

    /** The entries of a stage that wait for this reason, over all tasks of this instance. */
    public int waiting(String stage, WaitReason reason) {
        return loads.stream()
                .filter(load -> load.stage().equals(stage))
                .mapToInt(load -> load.waiting(reason))
                .sum();
    }

    /** The calls of a stage that are in flight, over all tasks of this instance. */
    public int inFlight(String stage) {
        return loads.stream()
                .filter(load -> load.stage().equals(stage))
                .mapToInt(StageLoad::inFlight)
                .sum();
    }

    /** The calls that are in flight at all stages. */
    public int inFlight() {
        return loads.stream().mapToInt(StageLoad::inFlight).sum();
    }

    /**
     * The timestamp of the oldest record that a stage holds, in milliseconds since the epoch; {@link Long#MAX_VALUE} if it
     * holds none.
     */
    public long oldestTimestamp(String stage) {
        return loads.stream()
                .filter(load -> load.stage().equals(stage))
                .mapToLong(StageLoad::oldestTimestamp)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Takes in no more records, starts no more calls and waits for those in flight. What does not end in time stays in the
     * stores, and its calls are repeated by whoever gets the task next.
     *
     * @return whether all calls ended
     */
    public boolean drain(Duration grace) throws InterruptedException {
        draining = true;
        long deadline = System.nanoTime() + grace.toNanos();
        while (loads.stream().anyMatch(load -> load.inFlight() > 0)) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    boolean isDraining() {
        return draining;
    }

    void open(StageLoad load) {
        loads.add(load);
    }

    void close(StageLoad load) {
        loads.remove(load);
    }

    /** Whether records of this partition have to wait. */
    boolean isClosedFor(TopicPartition partition) {
        return sourceTopics.contains(partition.topic())
                && (draining
                        || loads.stream()
                                .anyMatch(load -> load.task().partition() == partition.partition() && load.isFull()));
    }

    /** Whether a stage that these partitions feed may have something to forward or commit within milliseconds. */
    boolean isAwake(Collection<TopicPartition> partitions) {
        return loads.stream()
                .anyMatch(load -> load.isAwake()
                        && partitions.stream()
                                .anyMatch(partition ->
                                        partition.partition() == load.task().partition()));
    }
}
