package dev.sluice.processor.resilience;

import static dev.sluice.processor.resilience.Provider.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.processor.llm.FailedTry;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class RetryClientTest {
    private final VirtualTime time = new VirtualTime();
    private final Provider provider = new Provider(time);
    private final List<Reason> retried = new ArrayList<>();
    /** Draws 0.75. */
    private final RetryClient client =
            new RetryClient(provider, RetrySettings.DEFAULTS, time, time, () -> 3L << 62, retried::add);

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            mode = Mode.EXCLUDE,
            names = {"UNAVAILABLE", "THROTTLED"})
    void doesNotRepeatWhatWouldFailAgain(Reason reason) {
        provider.fails(reason);
        assertThat(failure().reason()).isEqualTo(reason);
        assertThat(provider.calls()).isEqualTo(1);
    }

    @Test
    void waitsTwiceAsLongEachTimeAndTellsOfEveryTry() {
        provider.fails(Reason.UNAVAILABLE);
        LlmException failure = failure();
        assertThat(time.waits()).containsExactly(Duration.ofMillis(375), Duration.ofMillis(750));
        assertThat(provider.calls()).isEqualTo(3);
        assertThat(failure.earlier()).hasSize(2);
        FailedTry second = failure.earlier().get(1);
        assertThat(second.duration()).isEqualTo(Provider.LATENCY);
        assertThat(second.startedAt()).isEqualTo(failure.earlier().getFirst().next());
        assertThat(second.next().plus(Provider.LATENCY)).isEqualTo(time.instant());
        assertThat(retried).containsExactly(Reason.UNAVAILABLE, Reason.UNAVAILABLE);
    }

    @Test
    void leavesALongWaitToTheDocument() {
        provider.fails(Reason.THROTTLED, Duration.ofSeconds(6));
        assertThat(failure().retryAfter()).contains(Duration.ofSeconds(6));
        assertThat(provider.calls()).isEqualTo(1);
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void capsTheWaitAsConfigured() {
        provider.fails(Reason.THROTTLED, Duration.ofDays(30));
        assertThat(failure().retryAfter()).contains(Duration.ofDays(1));
    }

    @Test
    void waitsAtLeastAsLongAsItWasAsked() {
        provider.fails(Reason.THROTTLED, Duration.ofSeconds(3));
        failure();
        assertThat(time.waits()).containsExactly(Duration.ofMillis(3_375), Duration.ofMillis(3_750));
    }

    @Test
    void givesTheAnswerWithTheTriesBefore() throws Exception {
        provider.fails(Reason.UNAVAILABLE);
        RetryClient healing = new RetryClient(
                provider,
                RetrySettings.DEFAULTS,
                time,
                wait -> {
                    time.sleep(wait);
                    provider.isWell();
                },
                () -> 0,
                retried::add);
        LlmResponse response = healing.complete(REQUEST);
        assertThat(response.text()).isEqualTo("{}");
        assertThat(response.earlier())
                .singleElement()
                .satisfies(each -> assertThat(each.failure().reason()).isEqualTo(Reason.UNAVAILABLE));
    }

    private LlmException failure() {
        return catchThrowableOfType(LlmException.class, () -> client.complete(REQUEST));
    }
}
