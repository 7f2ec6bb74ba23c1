package dev.sluice.quickstart.demo;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** A part of the stack that starts on a thread of its own. Thread-safe. */
final class Part<T extends AutoCloseable> {
    private final Future<T> start;

    private Part(Future<T> start) {
        this.start = start;
    }

    static <T extends AutoCloseable> Part<T> starting(ExecutorService threads, Callable<T> start) {
        return new Part<>(threads.submit(start));
    }

    /** Waits until it runs; throws what kept it from starting. */
    T await() throws Exception {
        return await(start);
    }

    /** The same for anything that was begun on another thread. */
    static <V> V await(Future<V> begun) throws Exception {
        try {
            return begun.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Stops it if it runs; to be called when its thread has ended. */
    void stop() throws Exception {
        if (start.state() == Future.State.SUCCESS) {
            start.resultNow().close();
        }
    }
}
