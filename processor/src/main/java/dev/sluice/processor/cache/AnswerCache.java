package dev.sluice.processor.cache;

import dev.sluice.processor.cache.CacheSettings.Scope;
import dev.sluice.processor.engine.Vote;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.Question;
import dev.sluice.schemas.Stage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers questions that were answered before, from this process or from Redis, and has each of the others asked once, however
 * many documents ask it at a time. Thread-safe; meant for virtual threads.
 *
 * <p>Nothing fails because of it: an entry that cannot be read or will not do any more is dropped, and a store that is down
 * has no answers.
 */
public final class AnswerCache implements AutoCloseable {
    private static final Pace PACE = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(10));

    private final Scope scope;
    private final Levels levels;
    private final Optional<Leases> leases;
    private final Turns turns = new Turns();

    /**
     * @param rest how long a Redis that is out of order is left alone
     * @param lease after which the lease of an instance that was killed is free
     */
    record Pace(Duration rest, Duration lease) {}

    /** What one that keeps what the settings say is made of. */
    public static AnswerCache of(CacheSettings settings, MeterRegistry registry, Clock clock) {
        return of(settings, PACE, registry, clock);
    }

    static AnswerCache of(CacheSettings settings, Pace pace, MeterRegistry registry, Clock clock) {
        CacheMetrics metrics = new CacheMetrics(registry);
        Optional<RedisStore> redis = settings.redis()
                .map(server ->
                        new RedisStore(new RedisLink(server, pace.rest(), metrics), server.prefix(), settings.ttl()));
        return new AnswerCache(
                settings.scope(),
                Levels.of(settings, redis, metrics, clock),
                redis.map(store -> new Leases(store, pace.lease(), clock, Thread::sleep)));
    }

    private AnswerCache(Scope scope, Levels levels, Optional<Leases> leases) {
        this.scope = scope;
        this.levels = levels;
        this.leases = leases;
    }

    /**
     * What a question's answer is found by; empty if it is not to be kept: the model was told to vary its answers, or it is a
     * vote, of which each is to be an answer of its own.
     */
    public Optional<CacheKey> keyOf(ModelEndpoint endpoint, Question<?> question) {
        boolean varied = endpoint.parameters().temperature().orElse(0.0) > 0
                || question.part().filter(Vote::isNameOfVote).isPresent();
        return levels.isEmpty() || (varied && scope == Scope.DETERMINISTIC)
                ? Optional.empty()
                : Optional.of(CacheKey.of(endpoint, question));
    }

    /**
     * Answers a question, and asks for its answer if it has none.
     *
     * @param longestWait how long to wait for somebody who is asking the same; then this asks too
     * @param read makes the result of an answer, if it will do
     * @param source asks
     * @throws InterruptedException when the calling thread was interrupted
     */
    public <R> R answer(
            CacheKey key,
            Stage stage,
            Duration longestWait,
            Function<CachedAnswer, Optional<R>> read,
            Asked.Source<R> source)
            throws InterruptedException {
        Optional<R> known = levels.find(key, stage, read);
        if (known.isPresent()) {
            return known.get();
        }
        try (Turns.Turn turn = turns.await(key, longestWait)) {
            if (leases.isPresent()) {
                return leases.get()
                        .ask(key, longestWait, () -> levels.find(key, stage, read), () -> ask(key, stage, source));
            }
            Optional<R> given = levels.find(key, stage, read);
            return given.isPresent() ? given.get() : ask(key, stage, source);
        }
    }

    @Override
    public void close() {
        levels.close();
    }

    private <R> R ask(CacheKey key, Stage stage, Asked.Source<R> source) throws InterruptedException {
        levels.missed(stage);
        Asked<R> asked = source.ask();
        asked.answer().ifPresent(answer -> levels.store(key, answer));
        return asked.result();
    }

    /** How many questions are being asked. */
    int asking() {
        return turns.size();
    }
}
