package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Fault;
import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.Outage;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.runtime.time.SteadyClock;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Time that passes faster than ours, and clocks that are put right: documents wait no longer than they must. */
@ExtendWith(SharedCluster.class)
final class TimeIT {
    private static final Logger log = LoggerFactory.getLogger(TimeIT.class);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final int STEPS = 120;
    private static final int CALLS_OF_A_TRY = 3;
    private static final SimulatedLlmSettings WORKING = SimulatedLlmSettings.builder()
            .latency(Latency.fixed(Duration.ofMillis(50)))
            .build();

    private final Load load = new Load(100, 100);
    private final AdjustedClock system = new AdjustedClock();

    @TempDir
    private Path folder;

    @Test
    void anOutageOfTenMinutesCostsFewCallsAndNoDocument(Cluster cluster) throws Exception {
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(
                        WORKING.toBuilder().outage(Outage.UNAVAILABLE).build());
                Outcomes outcomes = stack.outcomes();
                ProcessorApp app = start(stack, llm)) {
            load.produceTo(stack);
            await().atMost(LONG).until(() -> llm.calls().total() > 0);
            for (int step = 0; step < STEPS; step++) {
                system.adjust(STEP);
                outcomes.poll(Duration.ofMillis(100));
            }
            long inVain = llm.calls().total();
            log.info("10 minutes of outage: {} calls in vain", inVain);
            assertThat(outcomes.deadLetters()).isEmpty();
            assertThat(outcomes.enriched()).isEmpty();
            assertThat(inVain)
                    .as("those of the beginning, and then three at a time that look whether it is over")
                    .isBetween(
                            CALLS_OF_A_TRY * 3L, CALLS_OF_A_TRY * (Load.MAX_IN_FLIGHT + STEPS * STEP.toSeconds() / 10));

            llm.settings(WORKING);
            await().atMost(LONG).until(() -> {
                system.adjust(STEP);
                outcomes.poll(Duration.ofMillis(100));
                return outcomes.enriched().size() >= load.documents();
            });
            load.assertComplete(outcomes);
        }
    }

    @Test
    void aClockThatIsPutBackByAnHourAndForwardAgainHoldsNothingUp(Cluster cluster) throws Exception {
        SimulatedLlmSettings shaky = WORKING.toBuilder()
                .fault(Fault.UNAVAILABLE, 0.1)
                .fault(Fault.RATE_LIMITED, 0.1)
                .build();
        try (Stack stack = Stack.start(cluster, folder, 1);
                SimulatedLlm llm = SimulatedLlm.start(shaky);
                Outcomes outcomes = stack.outcomes();
                ProcessorApp app = start(stack, llm)) {
            // Never an hour ahead of the broker, which takes no records from the future.
            for (int minutes : new int[] {-60, 110, -50}) {
                long before = llm.calls().total();
                load.produceTo(stack);
                await().atMost(LONG).until(() -> llm.calls().total() > before + load.documents() / 2);
                system.adjust(Duration.ofMinutes(minutes));
                int all = outcomes.enriched().size() + load.documents();
                outcomes.awaitCount(all, LONG);
                assertThat(outcomes.deadLetters()).isEmpty();
                assertThat(outcomes.enriched()).hasSize(all);
            }
        }
    }

    private ProcessorApp start(Stack stack, SimulatedLlm llm) throws Exception {
        Map<String, String> config = Load.config(stack, llm, "only");
        return Stack.processor(config, new SteadyClock(system, System::nanoTime));
    }

    /** The system's clock, put right by whoever thinks so. */
    private static final class AdjustedClock extends Clock {
        private volatile Duration offset = Duration.ZERO;

        void adjust(Duration by) {
            offset = offset.plus(by);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("only UTC");
        }
    }
}
