package dev.sluice.schemas.registry;

import java.time.Duration;

/** Waits; tests do not. */
interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
}
