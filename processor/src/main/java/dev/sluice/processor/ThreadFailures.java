package dev.sluice.processor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, since its work is in the changelog; but ends the instance when threads die again
 * and again, so that whatever runs it starts it anew and somebody hears of it. Thread-safe.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);
    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Clock clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    ThreadFailures(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        failures.add(now);
        failures.removeIf(instant -> instant.isBefore(now.minus(WITHIN)));
        if (failure instanceof VirtualMachineError || failures.size() > MOST) {
            log.error("A stream thread died, and the instance ends", failure);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        log.error("A stream thread died and is replaced ({} of at most {} times)", failures.size(), MOST, failure);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
