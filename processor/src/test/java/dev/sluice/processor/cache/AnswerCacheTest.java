package dev.sluice.processor.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.processor.cache.CacheSettings.Scope;
import dev.sluice.processor.llm.Apples;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.ModelParameters.TokenLimitField;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.schemas.Stage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.threeten.extra.MutableClock;

/** In the process alone. */
final class AnswerCacheTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final CacheKey KEY = new CacheKey("a".repeat(64));
    private static final CacheKey OTHER = new CacheKey("b".repeat(64));

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AnswerCache cache = cache(Scope.DETERMINISTIC, 1_000_000);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stop() {
        threads.shutdownNow();
        cache.close();
    }

    // ---- what is not kept

    @Test
    void keepsNothingOfAFailure() throws Exception {
        assertThat(cache.answer(
                        KEY, Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> new Asked<>("no", Optional.empty())))
                .isEqualTo("no");
        assertThat(ask(KEY, "three")).isEqualTo("three");
        assertThat(calls).hasValue(1);
    }

    @Test
    void dropsAnAnswerThatWillNotDoAnyMore() throws Exception {
        ask(KEY, "three");

        assertThat(cache.<String>answer(KEY, Stage.EXTRACT, LONG, answer -> Optional.empty(), () -> asked("four")))
                .isEqualTo("four");

        assertThat(ask(KEY, "five")).isEqualTo("four");
    }

    @Test
    void asksWhenAnAnswerCannotBeJudged() throws Exception {
        ask(KEY, "three");
        assertThat(cache.<String>answer(
                        KEY,
                        Stage.EXTRACT,
                        LONG,
                        answer -> {
                            throw new IllegalStateException("a fault in the check");
                        },
                        () -> asked("four")))
                .isEqualTo("four");
        assertThat(count(Metrics.CACHE_ERRORS, "level", "memory")).isEqualTo(1);
    }

    @Test
    void keepsNoAnswerThatIsTooLarge() throws Exception {
        String large = incompressible(10_000);
        ask(KEY, large);
        ask(KEY, large);
        assertThat(calls).hasValue(2);
        assertThat(registry.get(Metrics.CACHE_BYTES).gauge().value()).isZero();
    }

    @Test
    void keepsNoMoreThanItsBytes() throws Exception {
        SimpleMeterRegistry own = new SimpleMeterRegistry();
        AnswerCache small = cache(Scope.DETERMINISTIC, 5_000, own);
        for (int i = 0; i < 100; i++) {
            String text = "answer " + i;
            small.answer(new CacheKey("key " + i), Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> asked(text));
        }
        assertThat(own.get(Metrics.CACHE_BYTES).gauge().value()).isBetween(3_000.0, 5_000.0);
        for (int i = 0; i < 100; i++) {
            small.answer(new CacheKey("key " + i), Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> asked("another"));
        }
        assertThat(calls.get()).isBetween(180, 200);
    }

    @Test
    void forgetsAfterItsTime() throws Exception {
        ask(KEY, "three");
        clock.add(Duration.ofHours(1).minusMillis(1));
        assertThat(ask(KEY, "four")).isEqualTo("three");
        clock.add(Duration.ofMillis(1));
        assertThat(ask(KEY, "five")).isEqualTo("five");
    }

    @ParameterizedTest
    @CsvSource({
        "       , DETERMINISTIC,                        , true",
        "       , DETERMINISTIC, characters 0 to 9      , true",
        "       , DETERMINISTIC, vote 1                 , false",
        "       , DETERMINISTIC, critical vote 2        , false",
        "       , DETERMINISTIC, 'vote 1, characters 0' , false",
        "0      , DETERMINISTIC,                        , true",
        "0.01   , DETERMINISTIC,                        , false",
        "0.01   , ALL          ,                        , true",
        "       , ALL          , vote 1                 , true"
    })
    void keepsOnlyWhatIsToBeTheSameEveryTime(Double temperature, Scope scope, String part, boolean kept) {
        ModelEndpoint endpoint = new ModelEndpoint(
                "model",
                URI.create("http://localhost/v1"),
                "gpt-test",
                Credentials.NONE,
                CallTimeouts.DEFAULTS,
                new ModelParameters(16_000, 100, TokenLimitField.MAX_TOKENS, Optional.ofNullable(temperature)),
                1);
        Question<String> asked = Apples.question();
        Question<String> question = new Question<>(
                asked.stage(),
                asked.promptVersion(),
                asked.prompt(),
                asked.attempts(),
                asked.check(),
                Optional.ofNullable(part),
                asked.subject());

        assertThat(cache(scope, 1_000).keyOf(endpoint, question).isPresent()).isEqualTo(kept);
    }

    @Test
    void hasNoKeysWithoutAPlaceToKeepAnswers() {
        assertThat(cache(Scope.ALL, 0).keyOf(ScriptedModel.ENDPOINT, Apples.question()))
                .isEmpty();
    }

    // ---- many at a time

    @Test
    void asksOnceForAHundredAtATime() throws Exception {
        CountDownLatch all = new CountDownLatch(100);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(threads.submit(() -> {
                all.countDown();
                return cache.answer(KEY, Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> {
                    all.await();
                    return asked("three");
                });
            }));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("three");
        }
        assertThat(calls).hasValue(1);
        assertThat(cache.asking()).isZero();
        assertThat(count(Metrics.CACHE_MISSES, "level", "memory")).isEqualTo(1);
        assertThat(count(Metrics.CACHE_HITS, "level", "memory")).isEqualTo(99);
    }

    @Test
    void nobodyInheritsAFailureAndOneOfThoseWhoWaitIsNext() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch fail = new CountDownLatch(1);
        Future<String> first =
                threads.submit(() -> cache.answer(KEY, Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> {
                    begun.countDown();
                    fail.await();
                    throw new IllegalStateException("the first failed");
                }));
        begun.await();
        List<Future<String>> others = waiting(10, () -> ask(KEY, "three"));

        fail.countDown();

        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class).hasMessageContaining("the first failed");
        for (Future<String> other : others) {
            assertThat(other.get()).isEqualTo("three");
        }
        assertThat(calls).hasValue(1);
        assertThat(cache.asking()).isZero();
    }

    @Test
    void whoIsInterruptedLeavesTheOthersToIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> first =
                threads.submit(() -> cache.answer(KEY, Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return asked("never");
                }));
        begun.await();
        Future<String> impatient = waiting(1, () -> ask(KEY, "never")).getFirst();
        Future<String> patient = threads.submit(() -> ask(KEY, "three"));

        impatient.cancel(true);
        first.cancel(true);

        assertThat(patient.get()).isEqualTo("three");
        await().untilAsserted(() -> assertThat(cache.asking()).isZero());
    }

    @Test
    void asksItselfWhenItHasWaitedLongEnough() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> first =
                threads.submit(() -> cache.answer(KEY, Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return asked("never");
                }));
        begun.await();

        assertThat(cache.answer(KEY, Stage.EXTRACT, Duration.ofMillis(20), AnswerCacheTest::text, () -> asked("three")))
                .isEqualTo("three");
        assertThat(first).isNotDone();
    }

    @Test
    void otherQuestionsDoNotWait() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Future<String> first =
                threads.submit(() -> cache.answer(KEY, Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return asked("never");
                }));
        begun.await();

        assertThat(ask(OTHER, "four")).isEqualTo("four");
        assertThat(first).isNotDone();
    }

    // ---- what it is for

    @Test
    void answersWhatWasAnsweredBeforeAndSaysWhatThatSaved() throws Exception {
        assertThat(ask(KEY, "three")).isEqualTo("three");
        assertThat(ask(KEY, "four")).isEqualTo("three");
        assertThat(ask(OTHER, "four")).isEqualTo("four");

        assertThat(count(Metrics.CACHE_HITS, "level", "memory")).isEqualTo(1);
        assertThat(count(Metrics.CACHE_MISSES, "level", "memory")).isEqualTo(2);
        assertThat(count(Metrics.CACHE_SAVED, "stage", "extract")).isEqualTo(0.0025);
        assertThat(registry.get(Metrics.CACHE_BYTES).gauge().value()).isBetween(600.0, 1_200.0);
    }

    private AnswerCache cache(Scope scope, long bytes) {
        return cache(scope, bytes, registry);
    }

    private AnswerCache cache(Scope scope, long bytes, SimpleMeterRegistry counts) {
        return AnswerCache.of(
                new CacheSettings(scope, bytes, Duration.ofHours(1), 2_000, Optional.empty()), counts, clock);
    }

    private String ask(CacheKey key, String answer) throws InterruptedException {
        return cache.answer(key, Stage.EXTRACT, LONG, AnswerCacheTest::text, () -> asked(answer));
    }

    private Asked<String> asked(String text) {
        calls.incrementAndGet();
        return new Asked<>(text, Optional.of(new CachedAnswer(text, "gpt-test", Map.of(), 2_500, clock.millis())));
    }

    private static Optional<String> text(CachedAnswer answer) {
        return Optional.of(answer.text());
    }

    /** Returns when all of them wait. */
    private List<Future<String>> waiting(int count, Callable<String> work) {
        List<Thread> begun = new ArrayList<>();
        List<Future<String>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(threads.submit(() -> {
                synchronized (begun) {
                    begun.add(Thread.currentThread());
                }
                return work.call();
            }));
        }
        await().until(() -> {
            synchronized (begun) {
                return begun.size() == count
                        && begun.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
            }
        });
        return results;
    }

    private double count(String metric, String tag, String value) {
        return registry.get(metric).tag(tag, value).counter().count();
    }

    private static String incompressible(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(Integer.toHexString(Integer.hashCode(i * 0x9E3779B9) ^ (i << 7)));
        }
        return text.toString();
    }
}
