package dev.sluice.processor.chunk;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Has an engine read the parts of one document, a few at once, each on a virtual thread that has ended when this returns or
 * throws. For one document.
 *
 * <p>It stops where going on would be money for nothing: when the provider is down, and when so much of the document could
 * not be read that no result will do. What is being read then is still read to its end, as it is paid for.
 */
final class PartReader<T> {
    private final List<Part> parts;
    private final PartEngine<T> engine;
    private final long tolerated;
    private final AtomicReferenceArray<EngineResult<T>> results;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean stopped;

    /** @param tolerated the share of the document that may be lost, 0 to 1 */
    PartReader(List<Part> parts, PartEngine<T> engine, double tolerated) {
        this.parts = parts;
        this.engine = engine;
        this.tolerated =
                (long) (tolerated * parts.stream().mapToLong(Part::length).sum());
        this.results = new AtomicReferenceArray<>(parts.size());
    }

    /**
     * Reads.
     *
     * @param parallel how many parts at once, at least 1
     * @throws InterruptedException when the stage closes; every call in flight is interrupted
     */
    PartResults<T> read(int parallel) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<? extends Future<?>> readers = Stream.generate(() -> threads.submit(this::readOn))
                    .limit(Math.min(parallel, parts.size()))
                    .toList();
            try {
                for (Future<?> reader : readers) {
                    reader.get();
                }
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw rethrown(e);
            }
        }
        List<Optional<EngineResult<T>>> read = IntStream.range(0, parts.size())
                .mapToObj(i -> Optional.ofNullable(results.get(i)))
                .toList();
        return new PartResults<>(parts, read, tolerated);
    }

    private Void readOn() throws InterruptedException {
        try {
            for (int i = next.getAndIncrement(); i < parts.size() && !stopped; i = next.getAndIncrement()) {
                EngineResult<T> result = engine.read(parts.get(i).task().get());
                results.set(i, result);
                if (result instanceof Unavailable || (result instanceof Unusable && isTooMuchLost(i))) {
                    stopped = true;
                }
            }
            return null;
        } catch (Throwable e) {
            stopped = true;
            throw e;
        }
    }

    private boolean isTooMuchLost(int part) {
        return lost.addAndGet(parts.get(part).length()) > tolerated;
    }

    private static RuntimeException rethrown(ExecutionException e) throws InterruptedException {
        switch (e.getCause()) {
            case InterruptedException interrupted -> throw interrupted;
            case Error error -> throw error;
            case RuntimeException fault -> throw fault;
            case null, default -> throw new IllegalStateException("an engine threw what it does not declare", e);
        }
    }
}
