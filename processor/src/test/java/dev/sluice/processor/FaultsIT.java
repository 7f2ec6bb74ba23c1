package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Fault;
import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.Outage;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a provider does wrong costs time, and little more: every document is enriched once, none becomes a dead letter, and
 * few calls are made in vain. What each case gave is in the log, and in docs/reliability.md.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(SharedCluster.class)
final class FaultsIT {
    private static final Logger log = LoggerFactory.getLogger(FaultsIT.class);
    private static final Duration LONG = Duration.ofMinutes(3);
    private static final int DOCUMENTS = 60;
    private static final int CALLS = DOCUMENTS * Load.STAGES;

    private Stack stack;
    private SimulatedLlm llm;
    private Outcomes outcomes;
    private ProcessorApp app;

    /**
     * A provider that works, but not always.
     *
     * @param mostCalls that may be made for all documents, those in vain included
     */
    record Case(String name, SimulatedLlmSettings settings, int mostCalls) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start(Cluster cluster, @TempDir Path folder) throws Exception {
        stack = Stack.start(cluster, folder, 1);
        llm = SimulatedLlm.start(steady().build());
        outcomes = stack.outcomes();
        Map<String, String> config = Load.config(stack, llm, "only");
        // Answers can break off in their middle.
        config.put("llm.stream", "true");
        config.put("llm.connect.timeout.ms", "1000");
        config.put("llm.stall.timeout.ms", "2000");
        config.put("llm.call.timeout.ms", "2000");
        config.put("llm.circuit.open.ms", "500");
        config.put("llm.circuit.stop.ms", "1000");
        app = Stack.processor(config);
    }

    @AfterAll
    void stop() {
        app.close();
        outcomes.close();
        llm.close();
        stack.close();
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "30 % of calls refused (429, Retry-After 1 s)",
                        steady().fault(Fault.RATE_LIMITED, 0.3)
                                .retryAfter(Duration.ofSeconds(1))
                                .build(),
                        CALLS * 17 / 10),
                new Case(
                        "5 % of connections reset",
                        steady().fault(Fault.RESET, 0.05).build(), CALLS * 12 / 10),
                new Case(
                        "5 % of calls never answered",
                        steady().fault(Fault.TIMEOUT, 0.05).build(), CALLS * 12 / 10),
                new Case(
                        "5 % of answers letter by letter (slow loris)",
                        steady().fault(Fault.SLOW_LORIS, 0.05).build(), CALLS * 12 / 10),
                new Case(
                        "20 % of calls answered with an error (500, 503)",
                        steady().fault(Fault.INTERNAL_ERROR, 0.1)
                                .fault(Fault.UNAVAILABLE, 0.1)
                                .build(),
                        CALLS * 15 / 10),
                new Case(
                        "10 % of answers broken off or wrapped in words",
                        steady().fault(Fault.TRUNCATED_JSON, 0.02)
                                .fault(Fault.PROSE, 0.08)
                                .build(),
                        CALLS * 12 / 10));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyDocumentIsEnrichedOnce(Case each) throws Exception {
        llm.settings(each.settings());
        long before = llm.calls().total();
        produce(each.name());
        awaitAll(each.name());
        // A busy machine can let the time of all calls run out that are under way.
        assertThat(calls(each.name(), before)).isBetween((long) CALLS, (long) each.mostCalls() + Load.MAX_IN_FLIGHT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outage.class,
            mode = Mode.EXCLUDE,
            names = {"NONE"})
    void documentsWaitOutAnOutage(Outage outage) throws Exception {
        String name = "5 s of outage: " + outage;
        llm.settings(steady().outage(outage).build());
        long before = llm.calls().total();
        produce(name);
        await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(20)).until(() -> {
            outcomes.poll(Duration.ofMillis(100));
            return outcomes.deadLetters().isEmpty() && enriched(name).isEmpty();
        });
        llm.settings(steady().build());
        awaitAll(name);
        // Those in flight when it began, each tried thrice, and then a few that look whether it is over.
        assertThat(calls(name, before)).isLessThan(CALLS + 3 * Load.MAX_IN_FLIGHT + 200);
    }

    private void produce(String name) {
        for (int i = 0; i < DOCUMENTS; i++) {
            stack.produceText(name + " " + i, Load.text(i) + " " + name);
        }
    }

    private void awaitAll(String name) {
        await().atMost(LONG).until(() -> {
            outcomes.poll(Duration.ofMillis(100));
            return !outcomes.deadLetters().isEmpty() || enriched(name).size() >= DOCUMENTS;
        });
        assertThat(outcomes.deadLetters()).isEmpty();
        assertThat(enriched(name)).doesNotHaveDuplicates().hasSize(DOCUMENTS);
    }

    private long calls(String name, long before) {
        long calls = llm.calls().total() - before;
        log.info("{}: {} calls where {} were needed", name, calls, CALLS);
        return calls;
    }

    private List<String> enriched(String name) {
        return outcomes.enriched().stream()
                .map(document -> document.getDocumentId())
                .filter(id -> id.startsWith(name))
                .toList();
    }

    private static SimulatedLlmSettings.Builder steady() {
        return SimulatedLlmSettings.builder().latency(Latency.fixed(Duration.ofMillis(50)));
    }
}
