package dev.sluice.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.schemas.registry.Finding.Found;
import dev.sluice.schemas.registry.Finding.Missing;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FindingCacheTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger questions = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void asksOnceForHundredsOfConcurrentMisses() throws Exception {
        CountDownLatch allWait = new CountDownLatch(400);
        FindingCache<Integer, String> cache = cache(key -> {
            allWait.await();
            return new Found<>("value");
        });
        Callable<Finding<String>> caller = () -> {
            allWait.countDown();
            return cache.get(1);
        };

        List<Future<Finding<String>>> answers =
                Stream.generate(() -> threads.submit(caller)).limit(400).toList();

        for (Future<Finding<String>> answer : answers) {
            assertThat(answer.get()).isEqualTo(new Found<>("value"));
        }
        assertThat(questions).hasValue(1);
    }

    @Test
    void asksForOtherKeysMeanwhile() {
        CountDownLatch answer = new CountDownLatch(1);
        FindingCache<Integer, String> cache = cache(key -> {
            if (key == 1) {
                answer.await();
            }
            return new Found<>("value");
        });
        threads.execute(() -> cache.get(1));
        await().until(() -> questions.get() == 1);

        assertThat(cache.get(2)).isEqualTo(new Found<>("value"));
        answer.countDown();
    }

    @Test
    void asksAgainForWhatWasMissingWhenItsTimeIsOver() {
        FindingCache<Integer, String> cache = cache(
                key -> new Missing<>("not there"),
                // With threads the lifetime begins some time after the answer, which this clock would not see.
                Runnable::run);

        cache.get(1);
        nanos.addAndGet(Duration.ofMillis(9_999).toNanos());
        cache.get(1);
        assertThat(questions).hasValue(1);
        nanos.addAndGet(Duration.ofMillis(2).toNanos());
        cache.get(1);
        assertThat(questions).hasValue(2);
    }

    @Test
    void remembersForGoodWhatWasFound() {
        FindingCache<Integer, String> cache = cache(key -> new Found<>("value"));

        cache.get(1);
        nanos.addAndGet(Duration.ofDays(1_000).toNanos());
        cache.get(1);

        assertThat(questions).hasValue(1);
    }

    @Test
    void doesNotRememberFailures() {
        FindingCache<Integer, String> cache = cache(key -> {
            throw new RegistryUnavailableException("down");
        });

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cache.get(1)).isInstanceOf(RegistryUnavailableException.class);
        }
        assertThat(questions).hasValue(3);
    }

    @Test
    void answersTheOthersWhenTheOneWhoAskedFirstIsInterrupted() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        FindingCache<Integer, String> cache = cache(key -> {
            answer.await();
            return new Found<>("value");
        });
        Thread first = Thread.ofVirtual()
                .unstarted(() -> assertThatThrownBy(() -> cache.get(1)).isInstanceOf(InterruptException.class));
        first.start();
        await().until(() -> questions.get() == 1);
        Future<Finding<String>> second = threads.submit(() -> cache.get(1));

        first.interrupt();
        assertThat(first.join(Duration.ofSeconds(30))).isTrue();
        answer.countDown();

        assertThat(second.get()).isEqualTo(new Found<>("value"));
        assertThat(questions).hasValue(1);
    }

    private FindingCache<Integer, String> cache(FindingCache.Source<Integer, String> source) {
        return cache(source, threads);
    }

    private FindingCache<Integer, String> cache(FindingCache.Source<Integer, String> source, Executor executor) {
        FindingCache.Source<Integer, String> counted = key -> {
            questions.incrementAndGet();
            return source.find(key);
        };
        return new FindingCache<>(counted, Duration.ofSeconds(10), executor, nanos::get);
    }
}
