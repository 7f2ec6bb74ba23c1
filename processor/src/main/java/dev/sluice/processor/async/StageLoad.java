package dev.sluice.processor.async;

import org.apache.kafka.streams.processor.TaskId;

/**
 * What one stage of one task has on its hands. Written by the task's stream thread, read by its consumer and by metrics.
 */
final class StageLoad {
    private final String stage;
    private final TaskId task;
    private final int capacity;
    private volatile int entries;
    private volatile int inFlight;
    private volatile long oldestTimestamp = Long.MAX_VALUE;
    private volatile boolean awake;

    /**
     * @param capacity the number of entries from which on the task takes in no more records
     */
    StageLoad(String stage, TaskId task, int capacity) {
        this.stage = stage;
        this.task = task;
        this.capacity = capacity;
    }

    String stage() {
        return stage;
    }

    TaskId task() {
        return task;
    }

    boolean isFull() {
        return entries >= capacity;
    }

    /** Whether something may have to be forwarded or committed within milliseconds. */
    boolean isAwake() {
        return awake;
    }

    int entries() {
        return entries;
    }

    int inFlight() {
        return inFlight;
    }

    /** The timestamp of the oldest record, in milliseconds since the epoch; {@link Long#MAX_VALUE} if there is none. */
    long oldestTimestamp() {
        return oldestTimestamp;
    }

    void update(int newEntries, int newInFlight, long newOldestTimestamp, boolean newAwake) {
        entries = newEntries;
        inFlight = newInFlight;
        oldestTimestamp = newOldestTimestamp;
        awake = newAwake;
    }
}
