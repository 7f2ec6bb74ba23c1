package dev.sluice.processor.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.llm.Apples;
import dev.sluice.processor.llm.CallContext;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.spend.Price;
import dev.sluice.processor.spend.PriceTable;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.runtime.control.Controls;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** One token costs one millionth of a dollar here; a scripted call has 30 in and 5 out. */
final class BudgetedClientTest {
    private static final long CALL = 35;
    private static final BudgetKey HOUR =
            BudgetKey.of(Optional.empty(), Optional.empty()).getFirst();
    private static final CallSubject SUBJECT = new CallSubject("d", Optional.of("acme"), Optional.of("letters"));

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:15:00Z"), ZoneOffset.UTC);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScriptedModel model = new ScriptedModel();

    @Test
    void makesNoCallThatABudgetHasNoRoomFor() {
        Budgets budgets = budgets(44, OptionalLong.empty());
        LlmClient client = client(model, budgets);
        // 20 tokens in, and a quarter of the limit of 100 out.
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> client.complete(request(80, 0)))
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.OVER_BUDGET);
                    assertThat(failure.retryAfter()).isEmpty();
                    assertThat(failure)
                            .hasMessageContaining("budget/hour")
                            .hasMessageContaining("0.000044 USD an hour")
                            .hasMessageContaining("0 USD are used");
                });
        assertThat(model.requests()).isEmpty();
        assertThat(registry.counter(Metrics.BUDGET_REFUSALS, "window", "hour", "subject", "all")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aDocumentThatAModelMustReadWaitsForTheBudget() throws Exception {
        StructuredCall call = new StructuredCall(
                client(model, budgets(1, OptionalLong.empty())), ScriptedModel.ENDPOINT, prices(), clock);
        EngineResult<String> result = call.ask(Apples.question(), List.of());
        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(result.attempts()).isEmpty();
    }

    @Test
    void settlesWhatTheCallCost() throws Exception {
        Budgets budgets = budgets(1_000, OptionalLong.empty());
        model.answers("one").answers("two");
        LlmClient client = client(model, budgets);
        client.complete(request(80, 0));
        assertThat(used(budgets)).isEqualTo(CALL);
        client.complete(request(80, 0));
        assertThat(used(budgets)).isEqualTo(2 * CALL);
    }

    @Test
    void expectsAnswersAsLongAsThoseThatCame() throws Exception {
        model.answers("one").answers("two");
        LlmClient client = client(model, budgets(CALL + 20 + 5, OptionalLong.empty()));
        client.complete(request(80, 0));
        client.complete(request(80, 0));
        assertThat(model.requests()).hasSize(2);
    }

    @Test
    void settlesWhatAFailureIsBilledAndGivesTheRestBack() {
        Budgets budgets = budgets(1_000, OptionalLong.empty());
        LlmClient cutOff = client(
                request -> {
                    throw new LlmException(Reason.UNAVAILABLE, "cut off", new TokenUsage(7L, 0L, 0L));
                },
                budgets);
        assertThatThrownBy(() -> cutOff.complete(request(80, 0))).isInstanceOf(LlmException.class);
        assertThat(used(budgets)).isEqualTo(7);

        LlmClient interrupted = client(
                request -> {
                    throw new InterruptedException("closing");
                },
                budgets);
        assertThatThrownBy(() -> interrupted.complete(request(80, 0))).isInstanceOf(InterruptedException.class);
        assertThat(used(budgets)).isEqualTo(7);
    }

    @Test
    void aModelWithoutAPriceIsNotHeldBack() throws Exception {
        model.answers("one");
        Budgets budgets = budgets(0, OptionalLong.empty());
        new BudgetedClient(
                        model,
                        ScriptedModel.ENDPOINT,
                        budgets,
                        new Pricing(PriceTable.EMPTY, registry),
                        registry,
                        clock)
                .complete(request(80, 0));
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void aDocumentThatWouldCostMoreThanOneMayIsRejected() throws Exception {
        Budgets budgets = budgets(1_000_000, OptionalLong.of(50));
        StructuredCall call = new StructuredCall(client(model, budgets), ScriptedModel.ENDPOINT, prices(), clock);
        budgets.documents().open(Apples.SUBJECT.documentId(), 40);
        assertThat(call.ask(Apples.question(), List.of())).isInstanceOfSatisfying(Unusable.class, unusable -> {
            assertThat(unusable.rejection().reason()).isEqualTo(DeadLetterReason.TOO_LARGE);
            assertThat(unusable.rejection().detail())
                    .contains("has cost 0.00004 USD")
                    .contains("0.00005 USD that one may cost")
                    .contains("budget.document.usd");
        });
        assertThat(used(budgets)).isZero();
    }

    @Test
    void callsOfOneRunCountTogetherForTheDocument() throws Exception {
        Budgets budgets = budgets(1_000_000, OptionalLong.of(100));
        LlmClient client = client(model.answers("one").answers("two"), budgets);
        budgets.documents().open("d", 0);
        client.complete(request(80, 0));
        client.complete(request(80, 0));
        assertThatExceptionOfType(LlmException.class)
                .as("its history does not tell of calls for its other parts")
                .isThrownBy(() -> client.complete(request(160, 0)))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.OVER_DOCUMENT_BUDGET));
        budgets.documents().close("d");
    }

    private Budgets budgets(long hour, OptionalLong document) {
        return new Budgets(
                new BudgetSettings(
                        OptionalLong.of(hour),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        document,
                        0.8,
                        Optional.empty()),
                List::of,
                new Controls(clock),
                "me",
                () -> 1,
                clock);
    }

    private LlmClient client(LlmClient inner, Budgets budgets) {
        return new BudgetedClient(inner, ScriptedModel.ENDPOINT, budgets, prices(), registry, clock);
    }

    private Pricing prices() {
        Price price = new Price(1_000_000, 1_000_000, 1_000_000);
        return new Pricing(new PriceTable(Map.of("gpt-test", Map.of(LocalDate.MIN, price))), registry);
    }

    private long used(Budgets budgets) {
        return budgets.statuses().stream()
                .filter(status -> status.key().equals(HOUR))
                .findFirst()
                .orElseThrow()
                .used();
    }

    private static LlmRequest request(int characters, long spent) {
        return new LlmRequest(List.of(new Message(Role.USER, "x".repeat(characters))), Optional.empty(), 100)
                .in(new CallContext(SUBJECT, Stage.EXTRACT, spent));
    }
}
