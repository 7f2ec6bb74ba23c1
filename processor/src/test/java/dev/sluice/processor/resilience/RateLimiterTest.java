package dev.sluice.processor.resilience;

import static dev.sluice.processor.resilience.Provider.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.RateHeaders;
import dev.sluice.processor.llm.RateHeaders.Quota;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final VirtualTime time = new VirtualTime();
    private int instances = 1;

    // ---- no room

    @Test
    void turnsAwayWhoWouldWaitTooLong() throws Exception {
        RateLimiter limiter = limiter(60, 0);
        for (int call = 0; call < 15; call++) {
            limiter.reserve(1);
        }
        LlmException failure = catchThrowableOfType(LlmException.class, () -> limiter.reserve(1));
        assertThat(failure.reason()).isEqualTo(Reason.RATE_LIMITED);
        assertThat(failure.retryAfter().orElseThrow()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12));
        time.pass(Duration.ofSeconds(1));
        assertThat(limiter.reserve(1)).as("nothing was reserved").isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void pausesForAllWhenARefusalSaysThatNothingIsLeft() throws Exception {
        RateLimiter limiter = limiter(0, 0);
        limiter.failed(1, refusal(Duration.ofSeconds(3), new Quota(1_000, 0, Duration.ofSeconds(60))));
        assertThat(limiter.reserve(1)).isBetween(Duration.ofSeconds(3), Duration.ofMillis(3_600));
        limiter.failed(1, refusal(Duration.ofSeconds(30), new Quota(1_000, 0, Duration.ofSeconds(60))));
        assertThat(catchThrowableOfType(LlmException.class, () -> limiter.reserve(1))
                        .reason())
                .isEqualTo(Reason.RATE_LIMITED);
    }

    @Test
    void oneRefusalByChanceHoldsNobodyUpButManyInARowDo() throws Exception {
        RateLimiter limiter = limiter(0, 0);
        LlmException refusal = new LlmException(Reason.THROTTLED, "no", Duration.ofSeconds(2), null);
        for (int call = 0; call < 4; call++) {
            limiter.failed(1, refusal);
            assertThat(limiter.reserve(1)).isZero();
        }
        limiter.failed(1, refusal);
        assertThat(limiter.reserve(1)).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    // ---- sharing

    @Test
    void keepsToItsShareOfTheGroupsLimit() throws Exception {
        instances = 10;
        assertThat(callsIn(limiter(600, 0), Duration.ofMinutes(10)))
                .as("600 calls, and the ten seconds' worth at the start")
                .isBetween(600, 611);
    }

    @Test
    void takesMoreWhenAnInstanceLeaves() throws Exception {
        RateLimiter limiter = limiter(600, 0);
        instances = 2;
        callsIn(limiter, Duration.ofSeconds(30));
        instances = 1;
        assertThat(callsIn(limiter, Duration.ofMinutes(1))).isBetween(590, 602);
        assertThat(limiter.requestsPerMinute()).isEqualTo(600);
    }

    // ---- tokens

    @Test
    void countsTokensAsTheyWereUsed() throws Exception {
        RateLimiter limiter = limiter(0, 60_000);
        RateLimitedClient client = new RateLimitedClient(request -> Provider.RESPONSE, limiter, time, waited -> {});
        Instant end = time.instant().plus(Duration.ofMinutes(10));
        int calls = 0;
        while (time.instant().isBefore(end)) {
            client.complete(REQUEST);
            calls++;
        }
        assertThat(calls * 200).as("200 tokens each, whatever was estimated").isBetween(600_000, 611_000);
    }

    @Test
    void aRequestLargerThanTheBucketPassesAndLeavesADebt() throws Exception {
        RateLimiter limiter = limiter(0, 6_000);
        assertThat(limiter.reserve(1_400)).isZero();
        assertThat(limiter.reserve(100)).as("400 too many, and 100").isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void givesBackWhatACallDidNotUse() throws Exception {
        RateLimiter limiter = limiter(6, 6_000);
        limiter.reserve(1_000);
        limiter.failed(1_000, new LlmException(Reason.SWITCHED_OFF, "off", null, null));
        assertThat(limiter.reserve(1_000)).isZero();
        limiter.failed(1_000, new LlmException(Reason.THROTTLED, "no", null, null));
        assertThat(limiter.tokensPerMinute()).isEqualTo(6_000);
        assertThat(catchThrowableOfType(LlmException.class, () -> limiter.reserve(1_000)))
                .as("the request counts, refused or not")
                .isNotNull();
    }

    // ---- what the provider says

    @Test
    void goesByTheProvidersLimitWhereThatIsLower() throws Exception {
        RateLimiter limiter = limiter(600, 0);
        told(limiter, new Quota(120, 120, Duration.ZERO));
        assertThat(limiter.requestsPerMinute()).isEqualTo(120);
        told(limiter, new Quota(6_000, 6_000, Duration.ZERO));
        assertThat(limiter.requestsPerMinute()).isEqualTo(600);
    }

    @Test
    void slowsDownWhileLittleIsLeft() throws Exception {
        RateLimiter limiter = limiter(600, 0);
        told(limiter, new Quota(600, 60, Duration.ofSeconds(30)));
        assertThat(limiter.requestsPerMinute()).isEqualTo(300);
        told(limiter, new Quota(600, 0, Duration.ofSeconds(30)));
        assertThat(limiter.requestsPerMinute()).isEqualTo(60);
        time.pass(Duration.ofSeconds(31));
        assertThat(limiter.requestsPerMinute()).isEqualTo(600);
    }

    private int callsIn(RateLimiter limiter, Duration duration) throws LlmException {
        Instant end = time.instant().plus(duration);
        int calls = 0;
        while (time.instant().isBefore(end)) {
            time.sleep(limiter.reserve(1));
            calls++;
        }
        return calls;
    }

    private static void told(RateLimiter limiter, Quota requests) {
        limiter.answered(
                1, Provider.RESPONSE.with(Optional.of(new RateHeaders(Optional.of(requests), Optional.empty()))));
    }

    private static LlmException refusal(Duration retryAfter, Quota requests) {
        return new LlmException(Reason.THROTTLED, "no", retryAfter, null)
                .with(Optional.of(new RateHeaders(Optional.of(requests), Optional.empty())));
    }

    private RateLimiter limiter(int requests, int tokens) {
        return new RateLimiter(
                "model",
                new RateSettings(requests, tokens, Duration.ofSeconds(5), true),
                () -> instances,
                time,
                () -> 1L << 62);
    }
}
