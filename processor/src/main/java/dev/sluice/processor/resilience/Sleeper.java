package dev.sluice.processor.resilience;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Sleeper {
    /** Returns when the time is over. */
    void sleep(Duration time) throws InterruptedException;
}
