package dev.sluice.processor.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Runs parses on platform threads of their own, a few at once, and does not wait for one beyond its time. Thread-safe;
 * made for callers on virtual threads.
 *
 * <p>A parse out of time, or whose caller was interrupted, is cancelled and its thread interrupted. One that heeds
 * neither is abandoned: its place goes to the next parse while it runs on. Only as many may run on so as there are places;
 * after that a stuck thread keeps its place, so that broken parsers cannot take the machine.
 */
final class ParseThreads {
    private final Semaphore places;
    private final Semaphore spares;

    ParseThreads(int parallel) {
        this.places = new Semaphore(parallel, true);
        this.spares = new Semaphore(parallel);
    }

    /**
     * Parses and waits for the end.
     *
     * @param time from the start of the parse; the wait for a place does not count
     * @return empty when out of time
     * @throws InterruptedException when the caller was interrupted; the parse is cancelled
     */
    <T> Optional<T> run(Duration time, Reading reading, Function<Reading, T> parse) throws InterruptedException {
        places.acquire();
        AtomicReference<Semaphore> held = new AtomicReference<>(places);
        FutureTask<T> task = new FutureTask<>(() -> parse.apply(reading));
        Thread thread = Thread.ofPlatform().daemon().name("ingest").unstarted(() -> {
            try {
                task.run();
            } finally {
                held.getAndSet(new Semaphore(0)).release();
            }
        });
        try {
            thread.start();
        } catch (Throwable cannotStart) {
            places.release();
            throw cannotStart;
        }
        try {
            return Optional.of(task.get(time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException outOfTime) {
            abandon(thread, reading, held);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            abandon(thread, reading, held);
            throw interrupted;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("the parse failed instead of giving a result", failed.getCause());
        }
    }

    private void abandon(Thread thread, Reading reading, AtomicReference<Semaphore> held) {
        reading.cancel();
        thread.interrupt();
        if (spares.tryAcquire()) {
            // The thread may have ended meanwhile and given its place back itself.
            if (held.compareAndSet(places, spares)) {
                places.release();
            } else {
                spares.release();
            }
        }
    }
}
