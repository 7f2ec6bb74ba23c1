package dev.sluice.processor.spend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.llm.Apples;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.spend.Pricing.Cost;
import dev.sluice.runtime.cost.DocumentCost;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.StageCost;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a call to what it costs, on its attempt and on the document. */
final class PricingTest {
    private static final TokenUsage MILLION = new TokenUsage(1_000_000L, 0L, 0L);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Pricing pricing = new Pricing(
            new PriceTable(Map.of(
                    "gpt-test", Map.of(LocalDate.MIN, new Price(1_000_000, 100_000, 10_000_000)),
                    "gpt-test-dated", Map.of(LocalDate.MIN, new Price(2_000_000, 0, 0)))),
            metrics);

    @Test
    void aModelWithoutAPriceSeemsFreeAndSaysSo() {
        assertThat(pricing.of("new", "new-2026", MILLION, Instant.EPOCH)).isEqualTo(new Cost(0, true));
        assertThat(pricing.of("new", "new-2026", MILLION, Instant.EPOCH)).isEqualTo(new Cost(0, true));
        assertThat(metrics.counter("sluice.llm.unpriced.calls", "gen_ai.request.model", "new")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theModelThatAnsweredCountsBeforeTheOneThatWasAskedFor() {
        assertThat(pricing.of("gpt-test", "gpt-test-dated", MILLION, Instant.EPOCH))
                .isEqualTo(new Cost(2_000_000, false));
        assertThat(pricing.of("gpt-test", "gpt-test-other", MILLION, Instant.EPOCH))
                .isEqualTo(new Cost(1_000_000, false));
    }

    @Test
    void everyAttemptHasItsCost() throws Exception {
        ScriptedModel model = new ScriptedModel().answers("no json").answers("{\"apples\": 3}");
        List<Attempt> attempts = ask(model).attempts();

        // 20 fresh, 10 cached, 5 out, as ScriptedModel.USAGE has them
        assertThat(attempts).extracting(Attempt::getCostMicros).containsExactly(20L + 1 + 50, 71L);
        List<StageCost> costs = DocumentCost.of(attempts);
        assertThat(costs).singleElement().satisfies(cost -> {
            assertThat(cost.getStage()).isEqualTo("extract");
            assertThat(cost.getModel()).isEqualTo("gpt-test-2026");
            assertThat(cost.getCalls()).isEqualTo(2);
            assertThat(cost.getUsage()).isEqualTo(new TokenUsage(60L, 20L, 10L));
        });
        assertThat(DocumentCost.micros(costs)).isEqualTo(142);
    }

    @Test
    void aFailedCallCostsWhatTheProviderBillsForIt() throws Exception {
        assertThat(ask(new ScriptedModel().fails(Reason.UNAVAILABLE)).attempts())
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.getCostMicros()).isZero();
                    assertThat(attempt.getUnpriced()).as("nothing was used").isFalse();
                });
        LlmClient brokenOff = request -> {
            throw new LlmException(Reason.UNAVAILABLE, "broke off", new TokenUsage(100L, 0L, 10L));
        };
        assertThat(ask(brokenOff).attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.getUsage()).contains(new TokenUsage(100L, 0L, 10L));
            assertThat(attempt.getCostMicros()).isEqualTo(200);
        });
    }

    private EngineResult<String> ask(LlmClient model) throws Exception {
        return new StructuredCall(model, ScriptedModel.ENDPOINT, pricing, Clock.systemUTC())
                .ask(Apples.question(), List.of());
    }
}
