package dev.sluice.processor.cache;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets one thread at a time ask a question, in the order in which they came; the others wait. Thread-safe; meant for virtual
 * threads.
 */
final class Turns {
    private final ConcurrentMap<CacheKey, Queue> queues = new ConcurrentHashMap<>();

    /** What those who ask one question share, as long as there are any. */
    private record Queue(Semaphore turn, int users) {
        Queue with(int more) {
            return new Queue(turn, users + more);
        }
    }

    /** A thread's turn, which ends when this is closed. */
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Waits for the turn; goes on without it when that takes too long, as it is better to ask twice than not at all.
     *
     * @throws InterruptedException when the calling thread was interrupted
     */
    Turn await(CacheKey key, Duration longest) throws InterruptedException {
        Semaphore turn = join(key);
        boolean taken = false;
        boolean waited = false;
        try {
            taken = turn.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
            waited = true;
        } finally {
            if (!waited) {
                leave(key);
            }
        }
        boolean mine = taken;
        return () -> {
            if (mine) {
                turn.release();
            }
            leave(key);
        };
    }

    /** How many questions are being asked. */
    int size() {
        return queues.size();
    }

    private Semaphore join(CacheKey key) {
        return queues.merge(key, new Queue(new Semaphore(1, true), 1), (found, ours) -> found.with(1))
                .turn();
    }

    private void leave(CacheKey key) {
        queues.computeIfPresent(key, (same, queue) -> queue.users() == 1 ? null : queue.with(-1));
    }
}
