package dev.sluice.runtime.streams;

import dev.sluice.schemas.registry.RegistryUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that died, since its work is in the changelog; but ends the instance when threads die again and
 * again, so that whatever runs it starts it anew. An outage of the registry does not count: it is waited for. Thread-safe.
 */
public final class ThreadFailures implements StreamsUncaughtExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);
    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final Clock clock;
    private final Deque<Instant> failures = new ArrayDeque<>();

    public ThreadFailures(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        if (isOutage(failure)) {
            log.warn("The schema registry does not serve; what could not be read or written is tried again", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
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

    private static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RegistryUnavailableException) {
                return true;
            }
        }
        return false;
    }
}
