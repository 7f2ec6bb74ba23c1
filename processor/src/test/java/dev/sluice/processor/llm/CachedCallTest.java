package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sluice.processor.cache.AnswerCache;
import dev.sluice.processor.cache.CacheSettings;
import dev.sluice.processor.cache.CacheSettings.Scope;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.UsageRecords;
import dev.sluice.processor.llm.AnswerCheck.Verdict;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.runtime.cost.DocumentCost;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** Questions that were asked before. */
final class CachedCallTest {
    private static final AnswerCheck<String> THREE_ONLY = (json, origin, likelihoods) -> json.contains("3")
            ? new Verdict.Good<>(json, 0.9, List.of())
            : new Verdict.Bad<>(List.of(new Problem("schema", "/apples", "is not 3", Severity.ERROR)));
    private static final AnswerCheck<String> FOUR_ONLY = (json, origin, likelihoods) -> json.contains("4")
            ? new Verdict.Good<>(json, 0.8, List.of())
            : new Verdict.Bad<>(List.of(new Problem("schema", "/apples", "is not 4", Severity.ERROR)));

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:00:00Z"), ZoneOffset.UTC);
    private final AnswerCache cache = AnswerCache.of(
            new CacheSettings(Scope.DETERMINISTIC, 1_000_000, Duration.ofHours(1), 100_000, Optional.empty()),
            new SimpleMeterRegistry(),
            clock);
    private final ScriptedModel model = new ScriptedModel();
    private final StructuredCall call =
            new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, Optional.of(cache), clock);

    // ---- what is not answered from the cache

    @Test
    void asksAgainWhereNoAnswerWouldDo() throws Exception {
        model.answers("{\"apples\":1}").answers("{\"apples\":1}").answers("{\"apples\":1}");
        assertThat(ask(THREE_ONLY, List.of())).isInstanceOf(Unusable.class);

        model.answers("{\"apples\":3}");
        assertThat(ask(THREE_ONLY, List.of())).isInstanceOf(Answered.class);
        assertThat(model.requests()).hasSize(4);
    }

    @Test
    void asksAgainAfterARefusalAndAFailure() throws Exception {
        model.refuses("no").fails(Reason.UNAVAILABLE).answers("{\"apples\":3}");
        assertThat(ask(THREE_ONLY, List.of())).isInstanceOf(Unusable.class);
        assertThat(ask(THREE_ONLY, List.of())).isInstanceOf(Unavailable.class);
        assertThat(ask(THREE_ONLY, List.of())).isInstanceOf(Answered.class);
    }

    @Test
    void asksWhenTheAnswerWouldNotDoNowAndKeepsTheNewOne() throws Exception {
        model.answers("{\"apples\":3}").answers("{\"apples\":4}");
        ask(THREE_ONLY, List.of());

        EngineResult<String> result = ask(FOUR_ONLY, List.of());

        assertThat(result.attempts())
                .as("what the cache had counts for nothing")
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.getAnswer()).contains("{\"apples\":4}");
                    assertThat(attempt.getCached()).isFalse();
                });
        assertThat(ask(FOUR_ONLY, List.of()).attempts().getFirst().getCached()).isTrue();
    }

    @Test
    void asksAgainWhereAnAnswerWasNotSureEnough() throws Exception {
        model.answers("{\"apples\":3}").answers("{\"apples\":3}");
        call.ask(accepting(0.95), List.of());
        call.ask(accepting(0.95), List.of());
        assertThat(model.requests()).as("none was kept").hasSize(2);

        model.answers("{\"apples\":3}").answers("{\"apples\":3}");
        call.ask(accepting(0.5), List.of());
        call.ask(accepting(0.5), List.of());
        assertThat(model.requests()).as("that was sure enough, and kept").hasSize(3);
        call.ask(accepting(0.95), List.of());
        assertThat(model.requests()).as("which is not enough any more").hasSize(4);
    }

    @Test
    void asksForEachVote() throws Exception {
        model.answers("{\"apples\":3}").answers("{\"apples\":3}");
        ask(THREE_ONLY, "vote 1", List.of());
        ask(THREE_ONLY, "vote 1", List.of());
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void asksAgainWhenTheTimeIsOver() throws Exception {
        model.answers("{\"apples\":3}").answers("{\"apples\":3}");
        ask(THREE_ONLY, List.of());
        clock.add(Duration.ofHours(1));
        ask(THREE_ONLY, List.of());
        assertThat(model.requests()).hasSize(2);
    }

    // ---- what is

    @Test
    void anAnswerFromTheCacheCostsNothingAndSaysWhereItCameFrom() throws Exception {
        model.answers("{\"apples\":3}");
        EngineResult<String> first = ask(THREE_ONLY, List.of());
        clock.add(Duration.ofMinutes(1));

        EngineResult<String> second = ask(THREE_ONLY, List.of());

        assertThat(second).isEqualTo(new Answered<>("{\"apples\":3}", 0.9, second.attempts()));
        assertThat(model.requests()).hasSize(1);
        assertThat(first.attempts()).extracting(Attempt::getCached).containsExactly(false);
        assertThat(second.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.getCached()).isTrue();
            assertThat(attempt.getOutcome()).isEqualTo(AttemptOutcome.VALID);
            assertThat(attempt.getAnswer()).contains("{\"apples\":3}");
            assertThat(attempt.getUsage()).isEmpty();
            assertThat(attempt.getCostMicros()).isZero();
            assertThat(attempt.getUnpriced()).isFalse();
            assertThat(attempt.getOrigin()).isEqualTo(new Origin("model", "gpt-test-2026", "v1"));
            assertThat(attempt.getStartedAt()).isEqualTo(clock.instant());
        });
        assertThat(new UsageRecords(Apples.SUBJECT).of(first.attempts())).hasSize(1);
        assertThat(new UsageRecords(Apples.SUBJECT).of(second.attempts())).isEmpty();
        assertThat(DocumentCost.of(first.attempts())).hasSize(1);
        assertThat(DocumentCost.of(second.attempts())).isEmpty();
    }

    @Test
    void anAnswerThatHadToBeCorrectedCostsNothingTheNextTime() throws Exception {
        model.answers("{\"apples\":1}").answers("{\"apples\":3}");
        assertThat(ask(THREE_ONLY, List.of()).attempts()).hasSize(2);

        assertThat(ask(THREE_ONLY, List.of()).attempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.VALID);
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void partsOfALongDocumentAreAnsweredLikeAnyQuestion() throws Exception {
        model.answers("{\"apples\":3}");
        ask(THREE_ONLY, "characters 0 to 12", List.of());
        ask(THREE_ONLY, "characters 40 to 52", List.of());
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void isJudgedByTheLikelihoodsThatTheModelGave() throws Exception {
        LlmClient sure = request -> new LlmResponse(
                "{\"apples\":3}",
                LlmResponse.Finish.STOP,
                Optional.empty(),
                "gpt-test-2026",
                ScriptedModel.USAGE,
                Optional.empty(),
                List.of(new TokenProbability(10, 1), new TokenProbability(1, 0.6), new TokenProbability(1, 1)));
        StructuredCall likely =
                new StructuredCall(sure, ScriptedModel.ENDPOINT, Prices.NONE, Optional.of(cache), clock);
        AnswerCheck<String> check = new AnswerCheck<>() {
            @Override
            public Verdict<String> check(String json, Origin origin, Likelihoods likelihoods) {
                return new Verdict.Good<>(json, likelihoods.least().orElse(1.0), List.of());
            }

            @Override
            public boolean decides(JsonPointer value) {
                return true;
            }
        };

        EngineResult<String> first = likely.ask(question(check, Optional.empty()), List.of());
        EngineResult<String> second = call.ask(question(check, Optional.empty()), List.of());

        assertThat(((Answered<String>) first).confidence()).isEqualTo(0.6);
        assertThat(((Answered<String>) second).confidence()).isEqualTo(0.6);
        assertThat(model.requests()).isEmpty();
    }

    // ---- taken up again after a wait or a crash

    @Test
    void aDocumentThatWasAnsweredFromTheCacheIsNotAskedAgain() throws Exception {
        model.answers("{\"apples\":3}");
        ask(THREE_ONLY, List.of());
        List<Attempt> history = ask(THREE_ONLY, List.of()).attempts();
        clock.add(Duration.ofHours(2));

        assertThat(ask(THREE_ONLY, history)).isEqualTo(new Answered<>("{\"apples\":3}", 0.9, List.of()));
    }

    @Test
    void anAnswerFromTheCacheThatWillNotDoAnyMoreIsNoneOfTheAllowedAttempts() throws Exception {
        model.answers("{\"apples\":3}");
        ask(THREE_ONLY, List.of());
        List<Attempt> history = new ArrayList<>(ask(THREE_ONLY, List.of()).attempts());
        model.answers("{}").answers("{}").answers("{}");

        EngineResult<String> result = ask(FOUR_ONLY, history);

        assertThat(result).isInstanceOf(Unusable.class);
        assertThat(result.attempts()).as("three of the model's own").hasSize(3);
        assertThat(model.messages(2))
                .as("the model is not shown what it did not say now")
                .hasSize(2);
        history.addAll(result.attempts());
        assertThat(ask(FOUR_ONLY, history)).as("used up").isInstanceOf(Unusable.class);
        assertThat(model.requests()).hasSize(4);
    }

    @Test
    void aDocumentThatWaitsTakesWhatAnotherWasAnsweredMeanwhile() throws Exception {
        model.answers("{\"apples\":1}").fails(Reason.UNAVAILABLE).answers("{\"apples\":3}");
        List<Attempt> history = ask(THREE_ONLY, List.of()).attempts();
        ask(THREE_ONLY, List.of());

        assertThat(ask(THREE_ONLY, history).attempts())
                .extracting(Attempt::getCached)
                .containsExactly(true);
        assertThat(model.requests()).hasSize(3);
    }

    private EngineResult<String> ask(AnswerCheck<String> check, List<Attempt> history) throws InterruptedException {
        return call.ask(question(check, Optional.empty()), history);
    }

    private EngineResult<String> ask(AnswerCheck<String> check, String part, List<Attempt> history)
            throws InterruptedException {
        return call.ask(question(check, Optional.of(part)), history);
    }

    private static Question<String> accepting(double accept) {
        Question<String> three = question(THREE_ONLY, Optional.empty());
        return new Question<>(
                three.stage(),
                three.promptVersion(),
                three.prompt(),
                three.attempts(),
                three.check(),
                three.part(),
                three.subject(),
                accept);
    }

    private static Question<String> question(AnswerCheck<String> check, Optional<String> part) {
        Question<String> apples = Apples.question();
        return new Question<>(
                apples.stage(),
                apples.promptVersion(),
                apples.prompt(),
                apples.attempts(),
                check,
                part,
                apples.subject());
    }
}
