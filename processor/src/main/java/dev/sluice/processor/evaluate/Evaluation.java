package dev.sluice.processor.evaluate;

import dev.sluice.processor.DirectRun;
import dev.sluice.profile.Example;
import dev.sluice.schemas.avro.RawDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

/**
 * Has the real stages work on documents whose results are known, and scores what they make.
 *
 * @param profile the profile that all of the documents get
 * @param parallel how many go through at a time, at least 1
 * @param nanoTime to measure how long they take
 */
public record Evaluation(String profile, int parallel, LongSupplier nanoTime) {

    public Evaluation {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel is " + parallel + "; it must be at least 1");
        }
    }

    /**
     * Returns when all documents went through.
     *
     * @throws InterruptedException if it is cut short; the calls are then interrupted
     */
    public Scores run(DirectRun run, List<Example> documents) throws InterruptedException {
        List<Measured> measured = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(
                parallel, Thread.ofVirtual().name("evaluate-", 0).factory());
        try {
            List<Future<Measured>> running = new ArrayList<>();
            documents.forEach(document -> running.add(threads.submit(() -> measure(run, document))));
            for (Future<Measured> each : running) {
                measured.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("A document could not be run: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
        return Scorer.score(run.engine(), measured);
    }

    private Measured measure(DirectRun run, Example document) throws InterruptedException {
        long start = nanoTime.getAsLong();
        RawDocument raw = RawDocument.newBuilder()
                .setContent(document.text())
                .setMediaType("text/plain")
                .setProfile(profile)
                .build();
        return new Measured(document, run.run(document.name(), raw), Duration.ofNanos(nanoTime.getAsLong() - start));
    }
}
