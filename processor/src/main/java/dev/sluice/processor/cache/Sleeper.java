package dev.sluice.processor.cache;

import java.time.Duration;

/** Waits; tests need not. */
@FunctionalInterface
interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
}
