package dev.sluice.processor.resilience;

import static dev.sluice.processor.resilience.Provider.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.processor.llm.CallPermits;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.resilience.EndpointHealth.Trouble;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model's decorators together, in virtual time. */
class ResilientEndpointTest {
    private static final ModelEndpoint MODEL = new ModelEndpoint(
            "model",
            URI.create("http://localhost/v1"),
            "gpt-test",
            Credentials.NONE,
            CallTimeouts.DEFAULTS,
            ModelParameters.DEFAULTS,
            1_000);

    private final VirtualTime time = new VirtualTime();
    private final Provider provider = new Provider(time);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ResilientEndpoint endpoint = new ResilientEndpoint(
            MODEL, ResilienceSettings.DEFAULTS, () -> 1, registry, time, time, new SplittableRandom(1));
    private final LlmClient client = endpoint.around(provider, new CallPermits(10));

    @Test
    void leavesAModelAloneThatFailsAgainAndAgain() {
        provider.fails(Reason.UNAVAILABLE);
        assertThat(failure().reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(failure()).satisfies(fifth -> {
            assertThat(fifth.reason()).as("the sixth try").isEqualTo(Reason.CIRCUIT_OPEN);
            assertThat(fifth.earlier()).as("the fourth and the fifth").hasSize(2);
        });
        assertThat(provider.calls()).isEqualTo(5);

        int calls = provider.calls();
        LlmException turnedAway = failure();

        assertThat(turnedAway.reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(turnedAway.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(16));
        assertThat(turnedAway).hasMessageContaining("outage").hasMessageContaining("it failed");
        assertThat(provider.calls()).isEqualTo(calls);
        assertThat(trouble().map(Trouble::reason)).contains(OpenReason.OUTAGE);
        assertThat(gauge(Metrics.LLM_CIRCUIT_OPEN, "reason", "outage")).isEqualTo(1);
    }

    @Test
    void aFewCallsLookWhetherItIsWellAgain() throws Exception {
        openByOutage();
        time.pass(Duration.ofSeconds(13));
        int calls = provider.calls();
        failure();
        assertThat(provider.calls() - calls)
                .as("tries until it is left alone again")
                .isEqualTo(Circuit.PROBES);
        assertThat(failure().reason()).isEqualTo(Reason.CIRCUIT_OPEN);

        time.pass(Duration.ofSeconds(13));
        provider.isWell();
        for (int probe = 0; probe < Circuit.PROBES; probe++) {
            assertThat(trouble()).isPresent();
            client.complete(REQUEST);
        }
        assertThat(trouble()).isEmpty();
        assertThat(gauge(Metrics.LLM_CIRCUIT_OPEN, "reason", "outage")).isZero();
    }

    @Test
    void turnsAwayWhoComesWhileTheProbesAreUnderWay() throws Exception {
        openByOutage();
        time.pass(Duration.ofSeconds(13));
        AtomicInteger depth = new AtomicInteger();
        List<LlmException> turnedAway = new ArrayList<>();
        AtomicReference<LlmClient> whole = new AtomicReference<>();
        LlmClient nested = request -> {
            if (depth.incrementAndGet() <= Circuit.PROBES) {
                try {
                    Objects.requireNonNull(whole.get()).complete(request);
                } catch (LlmException failure) {
                    turnedAway.add(failure);
                }
            }
            return Provider.RESPONSE;
        };
        whole.set(limitless(nested));
        Objects.requireNonNull(whole.get()).complete(REQUEST);
        assertThat(depth).as("probes at once").hasValue(Circuit.PROBES);
        assertThat(turnedAway).hasSize(1);
        assertThat(turnedAway.getFirst().reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(turnedAway.getFirst().retryAfter().orElseThrow())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }

    @Test
    void aCallThatHungSinceBeforeTheOutageDoesNotSpoilTheRecovery() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        LlmClient hung = request -> {
            if (rounds.getAndIncrement() == 0) {
                openByOutage();
                time.pass(Duration.ofSeconds(13));
                provider.isWell();
                for (int probe = 0; probe < Circuit.PROBES; probe++) {
                    client.complete(REQUEST);
                }
                throw new LlmException(Reason.QUOTA_EXHAUSTED, "late", null, null);
            }
            return Provider.RESPONSE;
        };
        LlmException late =
                catchThrowableOfType(LlmException.class, () -> limitless(hung).complete(REQUEST));
        assertThat(late).hasMessage("late");
        assertThat(trouble()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"QUOTA_EXHAUSTED", "MISCONFIGURED"})
    void stopsAtOnceForWhatOnlyPeopleCanMend(Reason reason) throws Exception {
        client.complete(REQUEST);
        provider.fails(reason);
        assertThat(failure().reason()).isEqualTo(reason);
        assertThat(failure().reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(provider.calls()).isEqualTo(2);
        assertThat(trouble().map(Trouble::reason))
                .contains(reason == Reason.QUOTA_EXHAUSTED ? OpenReason.QUOTA : OpenReason.MISCONFIGURED);

        time.pass(Duration.ofSeconds(59));
        assertThat(failure().reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        time.pass(Duration.ofSeconds(15));
        assertThat(failure().reason()).as("one call looks").isEqualTo(reason);
        assertThat(failure().reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(provider.calls()).isEqualTo(3);
    }

    @Test
    void oneProfilesMistakeDoesNotStopTheOthers() {
        LlmClient mixed = request -> {
            client.complete(REQUEST);
            throw new LlmException(Reason.MISCONFIGURED, "invalid_json_schema", null, null);
        };
        assertThatThrownBy(() -> limitless(mixed).complete(REQUEST)).hasMessage("invalid_json_schema");
        assertThat(trouble()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"THROTTLED", "TOO_LONG", "REQUEST_REFUSED", "OVER_BUDGET", "SWITCHED_OFF"})
    void isNotOpenedByWhatIsNoFaultOfTheProvider(Reason reason) {
        provider.fails(reason);
        for (int call = 0; call < 20; call++) {
            assertThat(failure().reason()).isNotEqualTo(Reason.CIRCUIT_OPEN);
        }
        assertThat(trouble()).isEmpty();
    }

    @Test
    void beginsSmallAfterAnOutage() {
        assertThat(gauge(Metrics.LLM_CONCURRENCY_LIMIT, Metrics.PROVIDER, "model"))
                .isEqualTo(ConcurrencyLimit.START);
        openByOutage();
        assertThat(gauge(Metrics.LLM_CONCURRENCY_LIMIT, Metrics.PROVIDER, "model"))
                .isEqualTo(ConcurrencyLimit.RESTART);
    }

    @Test
    void anInterruptedProbeLetsAnotherCallLook() throws Exception {
        openByOutage();
        time.pass(Duration.ofSeconds(13));
        LlmClient interrupted = limitless(request -> {
            throw new InterruptedException();
        });
        for (int call = 0; call < 2 * Circuit.PROBES; call++) {
            assertThatThrownBy(() -> interrupted.complete(REQUEST)).isInstanceOf(InterruptedException.class);
        }
        provider.isWell();
        LlmResponse response = client.complete(REQUEST);
        assertThat(response.text()).isEqualTo("{}");
    }

    /** A second way to the same model. */
    private LlmClient limitless(LlmClient calling) {
        return endpoint.around(calling, new CallPermits(10));
    }

    private void openByOutage() {
        provider.fails(Reason.UNAVAILABLE);
        while (trouble().isEmpty()) {
            failure();
        }
    }

    private Optional<Trouble> trouble() {
        return endpoint.health().trouble();
    }

    private LlmException failure() {
        return catchThrowableOfType(LlmException.class, () -> client.complete(REQUEST));
    }

    private double gauge(String name, String tag, String value) {
        return registry.get(name).tag(tag, value).gauge().value();
    }
}
