package dev.sluice.processor.chunk;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.Parallel;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

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
        Parallel.run(Collections.<Callable<Integer>>nCopies(Math.min(parallel, parts.size()), this::readOn));
        List<Optional<EngineResult<T>>> read = IntStream.range(0, parts.size())
                .mapToObj(i -> Optional.ofNullable(results.get(i)))
                .toList();
        return new PartResults<>(parts, read, tolerated);
    }

    /** Reads part after part until there is none left or it is of no use; tells how many. */
    private Integer readOn() throws InterruptedException {
        int read = 0;
        try {
            for (int i = next.getAndIncrement(); i < parts.size() && !stopped; i = next.getAndIncrement()) {
                EngineResult<T> result = engine.read(parts.get(i).task().get());
                results.set(i, result);
                read++;
                if (result instanceof Unavailable || (result instanceof Unusable && isTooMuchLost(i))) {
                    stopped = true;
                }
            }
            return read;
        } catch (Throwable e) {
            stopped = true;
            throw e;
        }
    }

    private boolean isTooMuchLost(int part) {
        return lost.addAndGet(parts.get(part).length()) > tolerated;
    }
}
