package dev.sluice.processor.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.spend.Price;
import dev.sluice.processor.spend.PriceTable;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

/** One token costs one millionth of a dollar here; a scripted call has 30 in and 5 out. */
final class GuardedClientTest {
    private static final Price PRICE = new Price(1_000_000, 1_000_000, 1_000_000);
    private static final LlmRequest REQUEST =
            new LlmRequest(List.of(new Message(Role.USER, "How many apples?")), Optional.empty(), 100);

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T10:15:00Z"), ZoneOffset.UTC);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScriptedModel model = new ScriptedModel();

    @Test
    void callsFarAboveTheUsualRateAreNotMadeAndCanBeTriedLater() throws Exception {
        LlmClient client = guarded(model, new AnomalySettings(2, 1, 1_000_000));
        usualMinutes(client);
        model.answers("one").answers("two");
        client.complete(REQUEST);
        client.complete(REQUEST);
        int before = model.requests().size();
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> client.complete(REQUEST))
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
                    assertThat(failure.retryAfter()).isPresent();
                });
        assertThat(model.requests()).hasSize(before);
        assertThat(registry.counter(Metrics.ANOMALY_THROTTLED).count()).isEqualTo(1);
    }

    @Test
    void whatAFailedCallIsBilledCounts() throws Exception {
        LlmClient client = guarded(
                request -> {
                    if (model.requests().size() >= 12) {
                        throw new LlmException(Reason.UNAVAILABLE, "cut off", new TokenUsage(500L, 0L, 0L));
                    }
                    return model.complete(request);
                },
                new AnomalySettings(2, 1_000_000, 1));
        usualMinutes(client);
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> client.complete(REQUEST))
                .withMessage("cut off");
        assertThatExceptionOfType(LlmException.class)
                .isThrownBy(() -> client.complete(REQUEST))
                .withMessageContaining("calls of this minute cost 0.0005 USD");
    }

    /** A call a minute. */
    private void usualMinutes(LlmClient client) throws Exception {
        for (int minute = 0; minute < 12; minute++) {
            model.answers("one");
            client.complete(REQUEST);
            clock.add(Duration.ofMinutes(1));
        }
    }

    private LlmClient guarded(LlmClient inner, AnomalySettings settings) {
        return new GuardedClient(
                inner,
                ScriptedModel.ENDPOINT,
                new AnomalyGuard(settings, clock, new Random(1)),
                new Pricing(new PriceTable(Map.of("gpt-test", Map.of(LocalDate.MIN, PRICE))), registry),
                registry,
                clock);
    }
}
