package dev.sluice.runtime.time;

import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/**
 * Has Kafka Streams go by a clock of ours: by one that can be put back, its punctuations would stand still for as long as it
 * was put back. Its consumers and producers go by the system's. Thread-safe.
 */
public final class KafkaTime implements Time {
    private final Clock clock;

    public KafkaTime(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long milliseconds() {
        return clock.millis();
    }

    @Override
    public long nanoseconds() {
        return Time.SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long milliseconds) {
        Time.SYSTEM.sleep(milliseconds);
    }

    @Override
    public void waitObject(Object lock, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        long left = deadlineMs - milliseconds();
        Time.SYSTEM.waitObject(lock, condition, Time.SYSTEM.milliseconds() + left);
    }
}
