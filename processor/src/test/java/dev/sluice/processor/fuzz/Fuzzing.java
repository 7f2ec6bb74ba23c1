package dev.sluice.processor.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives a target its corpus and, for some seconds, mutations of it, and fails on the first that it throws at, hangs at, takes
 * too much memory for, or writes a file for. The failure names the seed and where the input is kept.
 *
 * <p>{@code -Dfuzz.seconds} sets how long, for each target, with inputs that are new each time; {@code -Dfuzz.seed} makes those of
 * another time again. Without either they are the same in each build: what fails it is then what was changed, not luck.
 */
final class Fuzzing {
    /** A name in the inputs of which no file may ever be. */
    static final String ESCAPED = "sluice-fuzz-escaped";

    private static final Duration CASE_LIMIT = Duration.ofSeconds(60);
    /**
     * In all, most of it for moments: the RTF parser takes 80 KiB for each of the thousands of pictures that fit into an input.
     * What memory is held at once is bounded by the heap, as an {@link OutOfMemoryError} is a finding, too.
     */
    private static final long MOST_ALLOCATED = 4L << 30;

    private static final String STANDARD_SECONDS = "1";
    private static final long STANDARD_SEED = 20_261_130;
    /** Makes seeds of neighbouring cases differ in many bits. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final String name;
    private final Target target;
    private final Corpus corpus;
    private final long seed;
    private final long mostAllocated;
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Fuzzing(String name, Target target, Corpus corpus, long seed, long mostAllocated) {
        this.name = name;
        this.target = target;
        this.corpus = corpus;
        this.seed = seed;
        this.mostAllocated = mostAllocated;
    }

    /** Gives the target inputs until the time is over. */
    static void fuzz(String name, Target target) throws IOException, InterruptedException {
        fuzz(name, target, MOST_ALLOCATED);
    }

    /** @param mostAllocated what an input may take of memory in all, in bytes */
    static void fuzz(String name, Target target, long mostAllocated) throws IOException, InterruptedException {
        Optional<String> seconds = Optional.ofNullable(System.getProperty("fuzz.seconds"));
        long seed = Long.getLong("fuzz.seed", seconds.isPresent() ? System.nanoTime() : STANDARD_SEED);
        Duration time = Duration.ofMillis((long) (Double.parseDouble(seconds.orElse(STANDARD_SECONDS)) * 1_000));
        new Fuzzing(name, target, Corpus.of(name), seed, mostAllocated).run(time);
    }

    private void run(Duration time) throws IOException, InterruptedException {
        ExecutorService runner =
                Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
        try {
            int number = 0;
            for (byte[] input : corpus.inputs()) {
                give(input, number++, runner);
            }
            long end = System.nanoTime() + time.toNanos();
            for (; System.nanoTime() < end; number++) {
                give(new Mutation(corpus.inputs(), new Random(seed + number * SPREAD)).next(), number, runner);
            }
            System.out.printf("%s: %,d inputs of seed %d%n", name, number, seed);
        } finally {
            runner.shutdownNow();
        }
        for (Path place : new Path[] {Path.of(""), Path.of(".."), Path.of("../.."), tmp(), Path.of("/")}) {
            assertThat(place.toAbsolutePath().resolve(ESCAPED)).doesNotExist();
        }
    }

    private void give(byte[] input, int number, ExecutorService runner) throws IOException, InterruptedException {
        long before = threads.getTotalThreadAllocatedBytes();
        try {
            runner.submit(() -> {
                        target.take(input);
                        return true;
                    })
                    .get(CASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw found(input, number, "threw", e);
        } catch (TimeoutException e) {
            throw found(input, number, "took more than " + CASE_LIMIT, e);
        }
        long allocated = threads.getTotalThreadAllocatedBytes() - before;
        if (allocated > mostAllocated) {
            throw found(input, number, "took " + (allocated >> 20) + " MiB of memory", new OutOfMemoryError());
        }
    }

    private AssertionError found(byte[] input, int number, String what, Throwable cause) throws IOException {
        Path kept = Files.createDirectories(Path.of("target", "fuzz", name)).resolve("found-" + seed + "-" + number);
        Files.write(kept, input);
        return new AssertionError(
                name + " " + what + " at input " + number + " of -Dfuzz.seed=" + seed + ", which is " + kept
                        + ". Copy it to " + corpus.folder() + ", so that it is tried again in every build.",
                cause);
    }

    private static Path tmp() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }
}
