package dev.sluice.processor.engine;

import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several calls at the same time, each on a virtual thread, as one call that ends when all have ended. */
public final class Parallel {

    private Parallel() {}

    /**
     * Makes the calls and gives their results in order.
     *
     * @throws InterruptedException when the caller is interrupted; the calls are interrupted then, too
     */
    public static <T> List<T> run(List<? extends Callable<T>> calls) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> call : threads.invokeAll(within(Context.current(), calls))) {
                results.add(resultOf(call));
            }
            return results;
        }
    }

    /** So that the calls' spans are within that of the caller. */
    private static <T> List<Callable<T>> within(Context trace, List<? extends Callable<T>> calls) {
        return calls.stream().<Callable<T>>map(trace::wrap).toList();
    }

    private static <T> T resultOf(Future<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (ExecutionException failure) {
            switch (failure.getCause()) {
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException fault -> throw fault;
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException("a call failed", failure.getCause());
            }
        }
    }
}
