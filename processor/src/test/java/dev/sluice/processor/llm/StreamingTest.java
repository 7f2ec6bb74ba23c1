package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import dev.sluice.devstack.llm.CallStatistics;
import dev.sluice.devstack.llm.Fault;
import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse.Streamed;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Extraction;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that come in pieces, over HTTP. */
class StreamingTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final LlmRequest REQUEST = new LlmRequest(
            List.of(new Message(Role.USER, "hello")),
            Optional.of(new ResponseFormat("extract", JsonNodeFactory.instance.objectNode())),
            100);
    private static final String MAIL = """
            From: Jane Doe <jane.doe@example.com>

            I ordered a lamp on 2026-11-03, order 12345, and it has still not arrived. Where is my parcel?
            """;
    private static final Profile PROFILE =
            new ProfileLoader().load().find("support-email").orElseThrow();

    // ---- the provider's fault

    @ParameterizedTest
    @ValueSource(strings = {"429", "503", "reset", "timeout"})
    void aProviderThatIsDownOrBreaksOffIsWaitedFor(String fault) throws Exception {
        EngineResult<Extraction> result = extract("[[sim:" + fault + "]]");
        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(result.attempts()).extracting(Attempt::getOutcome).containsExactly(AttemptOutcome.FAILED);
    }

    @Test
    void aStreamThatStallsIsGivenUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (FakeModelServer server = streaming(List.of(words("{\"a\":")), exchange -> waitFor(end));
                OpenAiClient client = client(server, Duration.ofMillis(300))) {
            assertThat(failure(client).reason()).isEqualTo(Reason.UNAVAILABLE);
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatComesLetterByLetterIsGivenUpAfterTheTimeOfAWholeCall(boolean stream) throws Exception {
        CallTimeouts timeouts = new CallTimeouts(Duration.ofSeconds(4), Duration.ofSeconds(2), Duration.ofSeconds(4));
        try (SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.builder()
                        .fault(Fault.SLOW_LORIS, 1)
                        .build());
                OpenAiClient client =
                        new OpenAiClient(endpoint(URI.create(server.baseUrl()), timeouts, stream), CLOCK)) {
            assertThat(failure(client).reason()).isEqualTo(Reason.UNAVAILABLE);
            await().until(() -> server.calls().ended(CallStatistics.ABORTED) == 1);
        }
    }

    @Test
    void aStreamThatEndsBeforeTheAnswerDoesIsNoAnswer() throws Exception {
        try (FakeModelServer server = streaming(List.of(words("{\"a\":")), exchange -> {});
                OpenAiClient client = client(server, Duration.ofSeconds(5))) {
            assertThat(failure(client)).hasMessageContaining("broke its answer off");
        }
    }

    @Test
    void anErrorWithinAStreamIsTheProvidersFault() throws Exception {
        String error = "data: {\"error\": {\"message\": \"overloaded\", \"type\": \"server_error\"}}\n\n";
        try (FakeModelServer server = streaming(List.of(words("{\"a\":"), error), exchange -> {});
                OpenAiClient client = client(server, Duration.ofSeconds(5))) {
            assertThat(failure(client).reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void anInterruptAbortsAtOnceAndTheServerSeesIt() throws Exception {
        SimulatedLlmSettings slow =
                SimulatedLlmSettings.builder().tokensPerSecond(5).build();
        try (SimulatedLlm server = SimulatedLlm.start(slow);
                OpenAiClient client = new OpenAiClient(endpoint(URI.create(server.baseUrl())), CLOCK)) {
            AtomicReference<Throwable> thrown = new AtomicReference<>();
            LlmRequest request = new LlmRequest(List.of(new Message(Role.USER, MAIL)), Optional.empty(), 500);
            Thread call = Thread.ofVirtual().start(() -> {
                try {
                    client.complete(request);
                } catch (LlmException | InterruptedException e) {
                    thrown.set(e);
                }
            });
            await().until(() -> server.calls().inFlight() == 1);
            call.interrupt();
            call.join();
            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            await().until(() -> server.calls().ended(CallStatistics.ABORTED) == 1);
        }
    }

    // ---- the model's fault

    @Test
    void anAnswerThatCannotBecomeJsonIsCutOffAndCorrected() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        try (FakeModelServer server = new FakeModelServer(exchange -> {
                    boolean first = calls.incrementAndGet() == 1;
                    stream(
                            exchange,
                            first ? List.of(words("{\"summary\": nothing at all")) : whole("{\"apples\": 3}"),
                            e -> {
                                if (first) {
                                    // Goes on for ever, were it not cut off.
                                    waitFor(end);
                                }
                            });
                });
                OpenAiClient client = client(server, Duration.ofSeconds(20))) {
            ModelEndpoint endpoint = endpoint(server.baseUrl());
            EngineResult<String> result =
                    new StructuredCall(client, endpoint, Prices.NONE, CLOCK).ask(Apples.question(), List.of());

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Answered.class,
                            answered -> assertThat(answered.value()).isEqualTo("3"));
            Attempt cutOff = result.attempts().getFirst();
            assertThat(cutOff.getOutcome()).isEqualTo(AttemptOutcome.INVALID);
            assertThat(cutOff.getAnswer()).contains("{\"summary\": nothing at all");
            assertThat(cutOff.getProblems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.getMessage()).contains("not JSON", "cut off"));
            assertThat(cutOff.getUsage().orElseThrow().getInput())
                    .as("estimated")
                    .isPositive();
            assertThat(cutOff.getUsage().orElseThrow().getOutput()).isEqualTo(7);
            assertThat(server.calls().get(1).body().path("messages").toString())
                    .contains("nothing", "is not JSON and was cut off");
        } finally {
            end.countDown();
        }
    }

    @Test
    void anAnswerBeyondItsLimitIsCutOff() throws Exception {
        String words = "x1y2z3".repeat(300);
        try (FakeModelServer server = streaming(List.of(words("{\"a\": \"" + words)), exchange -> {});
                OpenAiClient client = client(server, Duration.ofSeconds(5))) {
            LlmResponse response = client.complete(REQUEST);
            assertThat(response.streamed().flatMap(Streamed::cutOff))
                    .hasValueSatisfying(fault -> assertThat(fault).contains("longer than 1600 characters"));
        }
    }

    @ParameterizedTest
    @CsvSource({"truncated-json, INVALID", "wrong-type, INVALID", "empty-choices, INVALID", "length, TRUNCATED"})
    void faultsAreCorrectedAsWithoutStreaming(String fault, AttemptOutcome first) throws Exception {
        EngineResult<Extraction> result = extract("[[sim:" + fault + "]]");
        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts()).extracting(Attempt::getOutcome).containsExactly(first, AttemptOutcome.VALID);
    }

    @Test
    void aRefusalIsARefusal() throws Exception {
        assertThat(extract("[[sim:refusal]]").attempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.REFUSED);
    }

    // ---- no fault

    @Test
    void aStreamedAnswerIsTheSameAsAWholeOne() throws Exception {
        Answered<Extraction> streamed = (Answered<Extraction>) extract("");
        assertThat(streamed.value().getFields()).contains("\"order_id\":\"12345\"");
        assertThat(streamed.attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.getUsage().orElseThrow().getInput()).isPositive();
            assertThat(attempt.getUsage().orElseThrow().getOutput()).isPositive();
            assertThat(attempt.getOrigin().getModel()).contains("simulated-small");
        });
    }

    @Test
    void theTimeToTheFirstWordsIsMeasured() throws Exception {
        SimulatedLlmSettings late = SimulatedLlmSettings.builder()
                .timeToFirstToken(Latency.fixed(Duration.ofMillis(200)))
                .build();
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        AtomicInteger characters = new AtomicInteger();
        try (SimulatedLlm server = SimulatedLlm.start(late)) {
            ModelEndpoint endpoint = endpoint(URI.create(server.baseUrl()));
            try (OpenAiClient client = new OpenAiClient(endpoint, CLOCK, characters::addAndGet)) {
                LlmResponse response = new MeteredClient(client, endpoint, registry)
                        .complete(new LlmRequest(List.of(new Message(Role.USER, MAIL)), Optional.empty(), 500));
                assertThat(characters).hasValue(response.text().length());
            }
        }
        var timer = registry.get(Metrics.LLM_TIME_TO_FIRST_CHUNK).timer();
        assertThat(timer.count()).isEqualTo(1);
        assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(200);
    }

    private static EngineResult<Extraction> extract(String marker) throws Exception {
        try (SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults())) {
            ModelEndpoint endpoint = endpoint(URI.create(server.baseUrl()));
            try (OpenAiClient client = new OpenAiClient(endpoint, CLOCK)) {
                PromptRenderer prompts = new PromptRenderer();
                return new LlmExtractor(
                                new StructuredCall(client, endpoint, Prices.NONE, CLOCK),
                                prompts,
                                new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, CLOCK))
                        .run(TestTasks.task(MAIL + marker, PROFILE));
            }
        }
    }

    private static ModelEndpoint endpoint(URI url) {
        return endpoint(url, Duration.ofSeconds(5));
    }

    private static ModelEndpoint endpoint(URI url, Duration stall) {
        return endpoint(url, new CallTimeouts(Duration.ofSeconds(5), stall, Duration.ofSeconds(30)), true);
    }

    private static ModelEndpoint endpoint(URI url, CallTimeouts timeouts, boolean stream) {
        return new ModelEndpoint(
                "model",
                url,
                "simulated-small",
                Credentials.NONE,
                timeouts,
                new ModelParameters(
                        16_000,
                        4_096,
                        ModelParameters.TokenLimitField.MAX_COMPLETION_TOKENS,
                        Optional.empty(),
                        stream,
                        false),
                8);
    }

    private static OpenAiClient client(FakeModelServer server, Duration stall) {
        return new OpenAiClient(endpoint(server.baseUrl(), stall), CLOCK);
    }

    private static LlmException failure(OpenAiClient client) {
        return catchThrowableOfType(LlmException.class, () -> client.complete(REQUEST));
    }

    /** What happens after the events, with the stream still open. */
    private interface Then {
        void act(HttpExchange exchange);
    }

    private static FakeModelServer streaming(List<String> events, Then then) {
        return new FakeModelServer(exchange -> stream(exchange, events, then));
    }

    private static void stream(HttpExchange exchange, List<String> events, Then then) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            for (String event : events) {
                body.write(event.getBytes(StandardCharsets.UTF_8));
                body.flush();
            }
            then.act(exchange);
        }
    }

    private static List<String> whole(String answer) {
        return List.of(
                words(answer),
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: [DONE]\n\n");
    }

    private static String words(String words) {
        return "data: {\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                + JsonNodeFactory.instance.textNode(words) + "}}]}\n\n";
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
