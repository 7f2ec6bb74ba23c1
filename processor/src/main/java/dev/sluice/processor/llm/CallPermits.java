package dev.sluice.processor.llm;

import dev.sluice.schemas.Stage;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;

/**
 * How many calls may be in flight; the number can change while some are. Calls of later stages go before those of earlier ones, and
 * those of one stage in the order in which they came: what is nearly done is finished before more is begun, or else all documents
 * of a backlog are asked the same question one after the other and come out together. Nothing waits for ever, as to a later stage
 * comes only what an earlier one has finished, and what people send back. Thread-safe.
 */
public final class CallPermits {
    private final Queue<Waiting> waiting = new PriorityQueue<>(
            Comparator.comparing(Waiting::stage, Comparator.reverseOrder()).thenComparingLong(Waiting::arrival));
    private int free;
    private long arrivals;

    private record Waiting(Stage stage, long arrival, CountDownLatch turn) {}

    /** @param permits at least 1 */
    public CallPermits(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("the calls in flight are " + permits + "; they must be at least 1");
        }
        free = permits;
    }

    /** Waits for a permit, to be given back by {@link #release()}. Who is interrupted has none. */
    public void acquire(LlmRequest request) throws InterruptedException {
        Waiting own = join(stage(request));
        try {
            own.turn().await();
        } catch (InterruptedException e) {
            leave(own);
            throw e;
        }
    }

    /** Gives a permit back. */
    public synchronized void release() {
        free++;
        admit();
    }

    /** Makes them more, or fewer as calls end. */
    public synchronized void change(int by) {
        free += by;
        admit();
    }

    /** How many are not in use; below zero while more are in flight than may be. */
    public synchronized int free() {
        return free;
    }

    private synchronized Waiting join(Stage stage) {
        Waiting own = new Waiting(stage, arrivals++, new CountDownLatch(1));
        waiting.add(own);
        admit();
        return own;
    }

    private synchronized void leave(Waiting own) {
        boolean hadItsTurn = !waiting.remove(own);
        if (hadItsTurn) {
            release();
        }
    }

    private void admit() {
        while (free > 0 && !waiting.isEmpty()) {
            free--;
            waiting.remove().turn().countDown();
        }
    }

    /** Calls for no document go before all others: somebody waits for the answer. */
    private static Stage stage(LlmRequest request) {
        return request.context().map(CallContext::stage).orElse(Stage.GATE);
    }
}
