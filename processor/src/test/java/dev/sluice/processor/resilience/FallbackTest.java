package dev.sluice.processor.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Outage;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.llm.CallPermits;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.GateSettings;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two vendors, of which the first has trouble, over HTTP. */
class FallbackTest {
    private static final Profile PROFILE =
            TestTasks.withGate(TestTasks.profile("first", "second"), new GateSettings(0.1));
    /** So long that ten documents are through before the first is asked again. */
    private static final Duration OPEN = Duration.ofSeconds(2);

    private static final ResilienceSettings QUICK = new ResilienceSettings(
            new CircuitSettings(Duration.ofSeconds(10), 5, 50, OPEN, OPEN),
            new RetrySettings(2, Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofDays(1)),
            RateSettings.DEFAULTS,
            true);

    private final SimulatedLlm first = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final SimulatedLlm second = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final List<OpenAiClient> clients = new ArrayList<>();
    private final List<String> fallbacks = new ArrayList<>();
    private final EngineLadder<Classification> ladder = new EngineLadder<>(
            Stage.CLASSIFY,
            List.of(engine("first", first), engine("second", second)),
            Optional.empty(),
            List.of(PROFILE),
            document -> Optional.empty(),
            fallbacks::add);

    @AfterEach
    void stop() {
        clients.forEach(OpenAiClient::close);
        first.close();
        second.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outage.class,
            names = {"UNAVAILABLE", "RESET", "QUOTA"})
    void theSecondServesAtOnceAndTheFirstAgainWhenItIsWell(Outage outage) throws Exception {
        assertThat(served()).isEqualTo("first");
        first.settings(SimulatedLlmSettings.builder().outage(outage).build());

        for (int document = 0; document < 10; document++) {
            assertThat(served()).isEqualTo("second");
        }
        long calls = first.calls().total();
        assertThat(calls)
                .as("a first good one, and those until it is left alone")
                .isBetween(2L, 12L);
        assertThat(fallbacks).hasSize(10).containsOnly("second");

        first.settings(SimulatedLlmSettings.defaults());
        await().atMost(Duration.ofSeconds(30)).until(() -> served().equals("first"));
    }

    @Test
    void theSecondServesWhatTheFirstHasNoRoomFor() throws Exception {
        first.settings(SimulatedLlmSettings.builder().requestsPerMinute(6).build());
        List<String> served = new ArrayList<>();
        for (int document = 0; document < 12; document++) {
            served.add(served());
        }
        assertThat(served.getFirst()).isEqualTo("first");
        assertThat(served.getLast()).isEqualTo("second");
        assertThat(first.calls().total())
                .as("its headers say what it gives, so it is hardly ever asked in vain")
                .isLessThanOrEqualTo(9);
    }

    @Test
    void everyTryIsAnAttempt() throws Exception {
        EngineResult<Classification> result = ladder.run(TestTasks.task("I like it. [[sim:503 times=2]]", PROFILE));
        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.FAILED, AttemptOutcome.FAILED, AttemptOutcome.VALID);
        assertThat(result.attempts())
                .extracting(attempt -> attempt.getOrigin().getEngine())
                .containsOnly("first");
        assertThat(first.calls().total()).isEqualTo(3);
    }

    private String served() throws InterruptedException {
        EngineResult<Classification> result = ladder.run(TestTasks.task("I like it.", PROFILE));
        return ((Answered<Classification>) result).value().getOrigin().getEngine();
    }

    private Engine<Classification> engine(String name, SimulatedLlm server) {
        Clock clock = Clock.systemUTC();
        ModelEndpoint endpoint = new ModelEndpoint(
                name,
                URI.create(server.baseUrl()),
                "simulated-small",
                Credentials.NONE,
                CallTimeouts.DEFAULTS,
                ModelParameters.DEFAULTS,
                8);
        OpenAiClient client = new OpenAiClient(endpoint, clock);
        clients.add(client);
        ResilientEndpoint guard = new ResilientEndpoint(
                endpoint, QUICK, () -> 1, new SimpleMeterRegistry(), clock, Thread::sleep, new SplittableRandom(1));
        PromptRenderer prompts = new PromptRenderer();
        return new LlmClassifier(
                new StructuredCall(guard.around(client, new CallPermits(8)), endpoint, Prices.NONE, clock),
                prompts,
                new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, clock));
    }
}
