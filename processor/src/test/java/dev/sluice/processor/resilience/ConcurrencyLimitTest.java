package dev.sluice.processor.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
    private static final int DEMAND = 768;

    private final VirtualTime time = new VirtualTime();
    private final ConcurrencyLimit limit = new ConcurrencyLimit(1_024, time);
    private final SimulatedCalls calls = new SimulatedCalls(time, limit);

    // ---- a provider in trouble

    @Test
    void keepsBelowWhatTheProviderRefuses() throws Exception {
        calls.run(Duration.ofSeconds(60), DEMAND, inFlight -> inFlight > 100 ? -1 : 500);
        calls.answered();
        calls.run(Duration.ofSeconds(60), DEMAND, inFlight -> inFlight > 100 ? -1 : 500);
        assertThat(limit.limit()).isBetween(60, 130);
        assertThat(calls.answered()).as("of 200 a second at best").isGreaterThan(60 * 150);
    }

    @Test
    void endsNearWhereMoreCallsOnlyTakeLonger() throws Exception {
        // 200 calls a second at most: more than 100 in flight line up inside the provider.
        calls.run(Duration.ofSeconds(60), DEMAND, inFlight -> Math.max(500, inFlight * 5));
        assertThat(limit.limit()).isBetween(90, 320);
        calls.answered();
        calls.run(Duration.ofSeconds(10), DEMAND, inFlight -> Math.max(500, inFlight * 5));
        assertThat(calls.answered()).isGreaterThan(1_800);
    }

    @Test
    void longerDocumentsTakeNoMoreThanHalf() throws Exception {
        calls.run(Duration.ofSeconds(10), DEMAND, inFlight -> 500);
        int before = limit.limit();
        calls.run(Duration.ofSeconds(60), DEMAND, inFlight -> 5_000);
        assertThat(limit.limit()).isGreaterThanOrEqualTo(before / 2);
    }

    @Test
    void isSoonBackWhenOnlyLatencyHadRisenForATime() throws Exception {
        calls.run(Duration.ofSeconds(1), DEMAND, inFlight -> 500);
        calls.run(Duration.ofSeconds(20), DEMAND, inFlight -> 1_500);
        assertThat(limit.limit()).isLessThan(DEMAND / 2);
        calls.run(Duration.ofSeconds(15), DEMAND, inFlight -> 500);
        assertThat(limit.limit()).isGreaterThanOrEqualTo(DEMAND);
    }

    @Test
    void neverFallsBelowOne() throws Exception {
        calls.run(Duration.ofSeconds(30), DEMAND, inFlight -> -1);
        assertThat(limit.limit()).isEqualTo(1);
        calls.run(Duration.ofSeconds(60), DEMAND, inFlight -> 500);
        assertThat(limit.limit()).as("comes back").isGreaterThan(10);
    }

    @Test
    void startsSmallAfterAnOutage() throws Exception {
        calls.run(Duration.ofSeconds(5), DEMAND, inFlight -> 500);
        limit.restart();
        assertThat(limit.limit()).isEqualTo(ConcurrencyLimit.RESTART);
        calls.run(Duration.ofSeconds(15), DEMAND, inFlight -> 500);
        assertThat(limit.limit()).as("and is back soon").isGreaterThanOrEqualTo(DEMAND);
    }

    // ---- a healthy one

    @Test
    void reachesWhatTheStagesNeedWithinSeconds() throws Exception {
        calls.run(Duration.ofSeconds(3), DEMAND, inFlight -> 500);
        assertThat(calls.inFlight()).isEqualTo(DEMAND - 1);
        calls.answered();
        calls.run(Duration.ofSeconds(10), DEMAND, inFlight -> 500);
        assertThat(calls.answered()).isGreaterThanOrEqualTo(10 * 2 * DEMAND - DEMAND);
    }

    @Test
    void isNotTroubledByAnswersOfDifferentLength() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        calls.run(Duration.ofSeconds(30), DEMAND, inFlight -> (int) (500 * Math.exp(random.nextGaussian() * 0.8)));
        assertThat(limit.limit()).isGreaterThanOrEqualTo(DEMAND);
    }

    @Test
    void doesNotGrowUnused() throws Exception {
        calls.run(Duration.ofSeconds(30), 20, inFlight -> 500);
        assertThat(limit.limit()).isEqualTo(ConcurrencyLimit.START);
    }

    @Test
    void learnsEachKindOfCallOnItsOwn() throws Exception {
        for (int round = 0; round < 50; round++) {
            answer("extract", 5_000);
            answer("classify", 500);
        }
        // From now on only long ones: nothing has become slower.
        for (int round = 0; round < 200; round++) {
            answer("extract", 5_000);
        }
        assertThat(limit.limit()).isEqualTo(ConcurrencyLimit.START);
    }

    private void answer(String kind, int millis) throws InterruptedException {
        limit.permits().acquire(SimulatedCalls.ANY);
        Instant start = time.instant();
        time.pass(Duration.ofMillis(millis));
        limit.answered(kind, start, Duration.ofMillis(millis));
        limit.permits().release();
    }
}
