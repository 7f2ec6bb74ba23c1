package dev.sluice.processor.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.processor.cache.CacheSettings.Scope;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.schemas.Stage;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Instances that share answers, on a real Redis. */
final class RedisCacheIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final AnswerCache.Pace PACE = new AnswerCache.Pace(Duration.ofMillis(100), Duration.ofMillis(400));
    /** With a lease that a busy machine cannot keep from being renewed. */
    private static final AnswerCache.Pace PATIENT = new AnswerCache.Pace(Duration.ofMillis(100), Duration.ofSeconds(6));

    private static final CacheKey KEY = new CacheKey("a".repeat(64));
    private static final String ENTRY = "test:answer:" + KEY.digest();
    private static final String LEASE = "test:lease:" + KEY.digest();

    private static RedisServer server;
    private static RedisClient client;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<AnswerCache> caches = new ArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        client = RedisClient.create(server.url());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            client.shutdown();
            server.close();
        }
    }

    @BeforeEach
    void empty() {
        redis().flushall();
        logged.start();
        ((Logger) LoggerFactory.getLogger(RedisLink.class)).addAppender(logged);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(RedisLink.class)).detachAppender(logged);
        threads.shutdownNow();
        caches.forEach(AnswerCache::close);
    }

    // ---- Redis is down, slow or not ours

    @Test
    void goesOnWithoutAServerAndUsesItWhenItIsBack() throws Exception {
        AnswerCache cache = shared();
        assertThat(ask(cache, "three")).isEqualTo("three");

        server.kill();
        for (int i = 0; i < 20; i++) {
            assertThat(ask(cache, "down")).isEqualTo("down");
        }
        server.restart();

        await().atMost(SOON).until(() -> {
            ask(cache, "back");
            return redis().exists(ENTRY) == 1;
        });
        assertThat(ask(cache, "another")).isEqualTo("back");
        assertThat(ask(shared(), "another")).isEqualTo("back");
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        down -> assertThat(down).startsWith("Redis at 127.0.0.1:" + server.port() + " is out of order"),
                        back -> assertThat(back).isEqualTo("Redis at 127.0.0.1:" + server.port() + " is back"));
    }

    @Test
    void startsWithoutAServer() throws Exception {
        AnswerCache cache = cache(new RedisSettings("redis://127.0.0.1:1", "test:", Duration.ofMillis(200)), 0);
        for (int i = 0; i < 20; i++) {
            assertThat(ask(cache, "down")).isEqualTo("down");
        }
        assertThat(calls).hasValue(20);
        assertThat(errors()).as("what is known to be down is left alone").isLessThan(20);
    }

    @Test
    void doesNotWaitForAServerThatDoesNotAnswer() throws Exception {
        AnswerCache cache = cache(new RedisSettings(server.url(), "test:", Duration.ofMillis(200)), 0);
        ask(cache, "three");
        server.freeze();
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(ask(cache, "frozen")).isEqualTo("frozen");
            }
        } finally {
            server.thaw();
        }
        // One of its own each time: when it has been stored, nothing else is asked for any more.
        await().atMost(SOON).until(() -> {
            String own = "asked again, call " + calls;
            return !ask(cache, own).equals(own);
        });
        assertThat(logged.list.getFirst().getFormattedMessage()).contains("no answer in 200 ms");
    }

    @Test
    void takesRubbishForNoAnswerAndReplacesIt() throws Exception {
        byte[] whole = entryOf("three");
        byte[] otherFormat = whole.clone();
        otherFormat[0]++;
        for (byte[] rubbish :
                List.of(new byte[0], "rubbish".getBytes(UTF_8), Arrays.copyOf(whole, whole.length - 1), otherFormat)) {
            redis().set(ENTRY, rubbish);
            assertThat(ask(shared(), "four")).isEqualTo("four");
            assertThat(ask(shared(), "five")).isEqualTo("four");
        }
    }

    @Test
    void takesAValueOfAnotherTypeForNoAnswer() throws Exception {
        redis().lpush(ENTRY, new byte[] {1});
        AnswerCache cache = shared();
        for (int i = 0; i < 20; i++) {
            // A store replaces it, so it is put there anew.
            redis().del(ENTRY);
            redis().lpush(ENTRY, new byte[] {1});
            assertThat(ask(cache, "four")).isEqualTo("four");
        }
        assertThat(ask(cache, "five"))
                .as("the server is not taken for one that is down")
                .isEqualTo("four");
        assertThat(logged.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .satisfies(line -> assertThat(line).contains("WRONGTYPE"));
    }

    @Test
    void logsInAndDoesNotShowThePassword() throws Exception {
        try (RedisServer closed = RedisServer.start("--requirepass", "very secret")) {
            String address = "127.0.0.1:" + closed.port();
            AnswerCache right =
                    cache(new RedisSettings("redis://:very%20secret@" + address, "test:", Duration.ofSeconds(5)), 0);
            assertThat(ask(right, "three")).isEqualTo("three");
            assertThat(ask(right, "four")).isEqualTo("three");

            AnswerCache wrong = cache(
                    new RedisSettings("redis://someone:very-wrong@" + address, "test:", Duration.ofSeconds(5)), 0);
            for (int i = 0; i < 5; i++) {
                assertThat(ask(wrong, "four")).isEqualTo("four");
            }
            assertThat(logged.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("WRONGPASS")
                            .doesNotContain("very-wrong")
                            .doesNotContain("someone"));
        }
    }

    // ---- several instances

    @Test
    void asksOnceForTwoInstances() throws Exception {
        List<AnswerCache> two = List.of(cache(settings(), 0, PATIENT), cache(settings(), 0, PATIENT));
        CountDownLatch all = new CountDownLatch(50);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            AnswerCache cache = two.get(i % 2);
            answers.add(threads.submit(() -> {
                all.countDown();
                return cache.answer(KEY, Stage.EXTRACT, LONG, RedisCacheIT::text, () -> {
                    all.await();
                    return asked("three");
                });
            }));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get()).isEqualTo("three");
        }
        assertThat(calls).hasValue(1);
        assertThat(redis().exists(LEASE)).as("the lease is given back").isZero();
    }

    @Test
    void asksWhenTheOtherInstanceHasNoAnswerInTheEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AnswerCache failing = shared();
        Future<String> first = threads.submit(() -> failing.answer(KEY, Stage.EXTRACT, LONG, RedisCacheIT::text, () -> {
            begun.countDown();
            end.await();
            return new Asked<>("no", Optional.empty());
        }));
        begun.await();
        AnswerCache waiting = shared();
        Future<String> second = threads.submit(() -> ask(waiting, "three"));
        end.countDown();

        assertThat(first.get()).isEqualTo("no");
        assertThat(second.get()).isEqualTo("three");
    }

    @Test
    void doesNotWaitForeverForAnInstanceThatIsGone() throws Exception {
        redis().set(LEASE, "of a process that was killed".getBytes(UTF_8));
        assertThat(shared().answer(
                                KEY, Stage.EXTRACT, Duration.ofMillis(300), RedisCacheIT::text, () -> asked("three")))
                .isEqualTo("three");
        assertThat(redis().get(LEASE)).as("another's lease is left alone").isNotNull();
    }

    @Test
    void goesOnAsSoonAsTheLeaseOfAnInstanceThatWasKilledRunsOut() throws Exception {
        Instant start = Instant.now();
        redis().set(LEASE, "of a process that was killed".getBytes(UTF_8), SetArgs.Builder.px(300));

        assertThat(shared().answer(KEY, Stage.EXTRACT, Duration.ofHours(1), RedisCacheIT::text, () -> asked("three")))
                .isEqualTo("three");

        assertThat(Duration.between(start, Instant.now())).isGreaterThan(Duration.ofMillis(200));
        assertThat(redis().exists(LEASE)).isZero();
    }

    @Test
    void keepsTheLeaseForAsLongAsItAsks() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AnswerCache slow = cache(settings(), 0, PATIENT);
        Future<String> first = threads.submit(() -> slow.answer(KEY, Stage.EXTRACT, LONG, RedisCacheIT::text, () -> {
            begun.countDown();
            end.await();
            return asked("three");
        }));
        begun.await();
        RedisCommands<String, byte[]> redis = redis();
        await().during(PATIENT.lease().plusSeconds(1)).atMost(SOON).until(() -> redis.exists(LEASE) == 1);
        end.countDown();

        assertThat(first.get()).isEqualTo("three");
        assertThat(redis.exists(LEASE)).isZero();
    }

    @Test
    void keepsTheLeaseWhenAReplyToItsRenewalIsLost() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AnswerCache slow = cache(new RedisSettings(server.url(), "test:", Duration.ofSeconds(1)), 0, PATIENT);
        Future<String> first = threads.submit(() -> slow.answer(KEY, Stage.EXTRACT, LONG, RedisCacheIT::text, () -> {
            begun.countDown();
            end.await();
            return asked("three");
        }));
        begun.await();
        server.freeze();
        try {
            await().atMost(SOON).until(() -> errors() > 0);
        } finally {
            server.thaw();
        }
        RedisCommands<String, byte[]> redis = redis();
        await().during(PATIENT.lease().plusSeconds(1)).atMost(SOON).until(() -> redis.exists(LEASE) == 1);
        end.countDown();

        assertThat(first.get()).isEqualTo("three");
    }

    @Test
    void findsWhatAnotherInstanceWasAnsweredAndKeepsItNearer() throws Exception {
        ask(shared(), "three");
        AnswerCache other = cache(settings(), 100_000);
        assertThat(ask(other, "four")).isEqualTo("three");
        redis().flushall();
        assertThat(ask(other, "four")).isEqualTo("three");

        assertThat(hits("redis")).isEqualTo(1);
        assertThat(hits("memory")).isEqualTo(1);
    }

    @Test
    void keepsAnswersForTheirTime() throws Exception {
        ask(shared(), "three");
        assertThat(redis().pttl(ENTRY)).isBetween(3_500_000L, 3_600_000L);
    }

    private AnswerCache shared() {
        return cache(settings(), 0);
    }

    private static RedisSettings settings() {
        return new RedisSettings(server.url(), "test:", Duration.ofSeconds(5));
    }

    private AnswerCache cache(RedisSettings redis, long memory) {
        return cache(redis, memory, PACE);
    }

    private AnswerCache cache(RedisSettings redis, long memory, AnswerCache.Pace pace) {
        AnswerCache cache = AnswerCache.of(
                new CacheSettings(Scope.DETERMINISTIC, memory, Duration.ofHours(1), 100_000, Optional.of(redis)),
                pace,
                registry,
                Clock.systemUTC());
        caches.add(cache);
        return cache;
    }

    private String ask(AnswerCache cache, String answer) throws InterruptedException {
        return cache.answer(KEY, Stage.EXTRACT, LONG, RedisCacheIT::text, () -> asked(answer));
    }

    private Asked<String> asked(String text) {
        calls.incrementAndGet();
        return new Asked<>(
                text, Optional.of(new CachedAnswer(text, "gpt-test", Map.of(), 2_500, System.currentTimeMillis())));
    }

    private static Optional<String> text(CachedAnswer answer) {
        return Optional.of(answer.text());
    }

    private static byte[] entryOf(String text) {
        return new AnswerCodec().encode(new CachedAnswer(text, "gpt-test", Map.of(), 1, System.currentTimeMillis()));
    }

    private double errors() {
        return sum(Metrics.CACHE_ERRORS, "redis");
    }

    private double hits(String level) {
        return sum(Metrics.CACHE_HITS, level);
    }

    private double sum(String metric, String level) {
        return registry.find(metric).tag("level", level).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private static RedisCommands<String, byte[]> redis() {
        return client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE))
                .sync();
    }
}
