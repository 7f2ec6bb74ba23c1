package dev.sluice.processor.async;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * Calls a stage back on the stream thread as often as it needs, and has what it forwarded committed soon. Every
 * punctuation makes the task commit, so there is none while there is nothing to wait for. Confined to the stream thread.
 */
final class Ticker {
    private static final Duration FAST = Duration.ofMillis(5);
    /** While records only wait for their time to be tried again. */
    private static final Duration SLOW = Duration.ofMillis(250);
    /** Readers see results only once they are committed, and a commit takes a few milliseconds of the stream thread. */
    private static final Duration COMMIT_EVERY = Duration.ofMillis(20);

    private final ProcessorContext<?, ?> context;
    private final Runnable stage;
    private @Nullable Cancellable schedule;
    private @Nullable Duration interval;
    private boolean commitWanted;
    private long lastCommit;

    Ticker(ProcessorContext<?, ?> context, Runnable stage) {
        this.context = context;
        this.stage = stage;
    }

    /** Has the transaction committed soon. */
    void wantCommit() {
        commitWanted = true;
    }

    /** Asks for the commit, unless the last one was a moment ago; then the next tick does. */
    void commitIfDue() {
        long now = context.currentSystemTimeMs();
        if (commitWanted && now - lastCommit >= COMMIT_EVERY.toMillis()) {
            lastCommit = now;
            commitWanted = false;
            context.commit();
        }
    }

    /** Whether the next tick is milliseconds away. */
    boolean isFast() {
        return FAST.equals(interval);
    }

    /** Ticks as often as the stage needs now. */
    void adjust(boolean callsInFlight, boolean anyPending) {
        if (callsInFlight || commitWanted) {
            every(FAST);
        } else if (anyPending) {
            every(SLOW);
        } else {
            stop();
        }
    }

    void stop() {
        if (schedule != null) {
            schedule.cancel();
        }
        schedule = null;
        interval = null;
    }

    private void every(Duration wanted) {
        if (!wanted.equals(interval)) {
            stop();
            schedule = context.schedule(wanted, PunctuationType.WALL_CLOCK_TIME, ignored -> stage.run());
            interval = wanted;
        }
    }
}
