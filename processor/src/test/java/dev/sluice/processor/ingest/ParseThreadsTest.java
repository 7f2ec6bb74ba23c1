package dev.sluice.processor.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParseThreadsTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration AMPLE = Duration.ofSeconds(30);

    private final AtomicBoolean released = new AtomicBoolean();
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void release() {
        released.set(true);
        callers.shutdownNow();
        callers.close();
    }

    @Test
    void givesUpOnAParseThatNeverReturnsAndRunsTheNext() throws Exception {
        ParseThreads threads = new ParseThreads(1);

        assertThat(threads.run(SHORT, reading(), this::stuck)).isEmpty();
        assertThat(threads.run(AMPLE, reading(), reading -> "next")).contains("next");
    }

    @Test
    void letsNoMoreParsesRunOnThanThereArePlaces() throws Exception {
        ParseThreads threads = new ParseThreads(1);
        threads.run(SHORT, reading(), this::stuck);
        threads.run(SHORT, reading(), this::stuck);

        Future<Optional<String>> third = callers.submit(() -> threads.run(AMPLE, reading(), reading -> "third"));
        assertThatThrownBy(() -> third.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        released.set(true);
        assertThat(third.get()).contains("third");
    }

    @Test
    void keepsAllPlacesThroughManyTimeouts() throws Exception {
        ParseThreads threads = new ParseThreads(2);
        for (int i = 0; i < 100; i++) {
            threads.run(Duration.ofNanos(1), reading(), reading -> "late");
        }

        // Each waits for the other, so one place alone would not do.
        CyclicBarrier both = new CyclicBarrier(2);
        List<Future<Optional<Integer>>> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            runs.add(callers.submit(() -> threads.run(AMPLE, reading(), reading -> await(both))));
        }
        for (Future<Optional<Integer>> run : runs) {
            assertThat(run.get()).isPresent();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int await(CyclicBarrier barrier) {
        try {
            return barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cancelsTheParseOfAnInterruptedCaller() throws Exception {
        ParseThreads threads = new ParseThreads(1);
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        AtomicBoolean interrupted = new AtomicBoolean();

        Thread caller = Thread.startVirtualThread(() -> {
            try {
                threads.run(AMPLE, reading(), reading -> {
                    started.countDown();
                    try {
                        while (true) {
                            reading.check();
                            Thread.onSpinWait();
                        }
                    } finally {
                        ended.set(true);
                    }
                });
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
        });
        started.await();
        caller.interrupt();
        caller.join();

        assertThat(interrupted).isTrue();
        Awaitility.await().untilTrue(ended);
        assertThat(threads.run(AMPLE, reading(), reading -> "next")).contains("next");
    }

    @Test
    void runsNoMoreAtOnceThanThereArePlaces() throws Exception {
        assertThat(mostAtOnce(new ParseThreads(3))).isBetween(1, 3);
    }

    @Test
    void runsNoMoreAtOnceAfterManyTimeouts() throws Exception {
        ParseThreads threads = new ParseThreads(3);
        for (int i = 0; i < 100; i++) {
            threads.run(Duration.ofNanos(1), reading(), reading -> "late");
        }

        assertThat(mostAtOnce(threads)).isBetween(1, 3);
    }

    private int mostAtOnce(ParseThreads threads) throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch allAsked = new CountDownLatch(50);
        List<Future<Optional<Integer>>> results = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            results.add(callers.submit(() -> {
                allAsked.countDown();
                return threads.run(AMPLE, reading(), reading -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    // Held until all have asked for a place, so that as many run at once as may.
                    await(allAsked);
                    return running.decrementAndGet();
                });
            }));
        }
        for (Future<Optional<Integer>> result : results) {
            assertThat(result.get()).isPresent();
        }
        return most.get();
    }

    @Test
    void passesErrorsOnAndGivesThePlaceBack() throws Exception {
        ParseThreads threads = new ParseThreads(1);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> threads.run(AMPLE, reading(), reading -> {
                        throw new NoClassDefFoundError("a jar is missing");
                    }))
                    .isInstanceOf(NoClassDefFoundError.class);
        }
        assertThat(threads.run(AMPLE, reading(), reading -> "next")).contains("next");
    }

    /** Heeds neither the cancellation nor the interrupt. */
    private String stuck(Reading reading) {
        while (!released.get()) {
            Thread.onSpinWait();
        }
        return "too late";
    }

    private static Reading reading() {
        return new Reading(IngestLimits.DEFAULTS);
    }
}
