package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.processor.llm.RateHeaders.Quota;
import dev.sluice.schemas.avro.TokenUsage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiClientTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static final String KEY = "sk-very-secret-0123456789";
    private static final LlmRequest REQUEST =
            new LlmRequest(List.of(new Message(Role.USER, "hello")), Optional.empty(), 100);
    private static final String ANSWER = """
            {"id":"1","object":"chat.completion","created":1,"model":"gpt-test-2026","choices":[{"index":0,"message":
            {"role":"assistant","content":"{\\"a\\":1}"},"finish_reason":"stop"}],
            "usage":{"prompt_tokens":50,"completion_tokens":7,"total_tokens":57,"prompt_tokens_details":{"cached_tokens":20}}}
            """;

    // ---- whose fault it is

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'error':{'message':'bad image','code':'invalid_request'}} | REQUEST_REFUSED",
                "422 | {'error':{'message':'cannot process','code':null}} | REQUEST_REFUSED",
                "400 | {'error':{'message':'too long','code':'context_length_exceeded','param':'messages'}} | TOO_LONG",
                "400 | {'object':'error','message':'This model''s maximum context length is 8192 tokens.','code':400} | TOO_LONG",
                "413 | '' | TOO_LONG",
                "400 | {'error':{'message':'no such parameter','code':'unsupported_parameter','param':'max_tokens'}} | MISCONFIGURED",
                "400 | {'error':{'message':'bad schema','code':null,'param':'response_format.json_schema'}} | MISCONFIGURED",
                "401 | {'error':{'message':'no key'}} | MISCONFIGURED",
                "403 | {'error':{'message':'not yours'}} | MISCONFIGURED",
                "404 | {'error':'model gpt-test not found'} | MISCONFIGURED",
                "302 | '' | MISCONFIGURED",
                "402 | {'error':{'message':'pay'}} | QUOTA_EXHAUSTED",
                "429 | {'error':{'message':'no money','code':'insufficient_quota'}} | QUOTA_EXHAUSTED",
                "429 | {'error':{'message':'slow down','code':'rate_limit_exceeded'}} | THROTTLED",
                "429 | not json | THROTTLED",
                "408 | '' | UNAVAILABLE",
                "500 | {'error':{'message':'oops'}} | UNAVAILABLE",
                "503 | <html>down</html> | UNAVAILABLE",
                "200 | not json | UNAVAILABLE",
                "200 | {'error':{'message':'upstream is down'}} | UNAVAILABLE",
                "200 | {'choices':'none'} | UNAVAILABLE"
            },
            quoteCharacter = '"')
    void tellsWhoseFaultAFailureIs(int status, String body, Reason reason) {
        try (FakeModelServer server = FakeModelServer.answering(
                        status, body.replace("''", "`").replace('\'', '"'));
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            LlmException failure = failure(client);
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure).hasMessageContaining("test-model").hasMessageContaining("http://127.0.0.1");
            assertThat(server.calls()).as("no retries").hasSize(1);
        }
    }

    @Test
    void saysThatTheDocumentIsTooLongForTheModel() {
        String body = "{\"error\":{\"message\":\"8192 tokens at most\",\"code\":\"context_length_exceeded\"}}";
        try (FakeModelServer server = FakeModelServer.answering(400, body);
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            assertThat(failure(client))
                    .hasMessageContaining("so long a document")
                    .hasMessageContaining("use a model with a larger one")
                    .hasMessageContaining("8192 tokens at most");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 7, PT7S",
        "Retry-After, 1.5, PT1.5S",
        "Retry-After, -3, PT0S",
        "Retry-After, 99999999999999999999, PT8760H",
        "Retry-After, 1e999999999, PT8760H",
        "Retry-After, 'Fri, 20 Nov 2026 12:00:30 GMT', PT30S",
        "Retry-After, 'Fri, 20 Nov 2026 11:00:00 GMT', PT0S",
        "retry-after-ms, 250, PT0.25S"
    })
    void readsHowLongToWait(String header, String value, Duration wait) {
        try (FakeModelServer server = FakeModelServer.answering(429, "{}", Map.of(header, value));
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            assertThat(failure(client).retryAfter()).contains(wait);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "NaN"})
    void ignoresAWaitThatItCannotRead(String value) {
        try (FakeModelServer server = FakeModelServer.answering(503, "{}", Map.of("Retry-After", value));
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            assertThat(failure(client).retryAfter()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "6m0s, PT6M",
        "1.5s, PT1.5S",
        "20ms, PT0.02S",
        "1h2m3s, PT1H2M3S",
        "17, PT17S",
        "soon, PT1M",
        "5s soon, PT1M",
        "'', PT1M"
    })
    void readsWhatIsSaidAboutLimits(String reset, Duration expected) throws Exception {
        Map<String, String> headers = Map.of(
                "x-ratelimit-limit-requests", "500",
                "x-ratelimit-remaining-requests", "7",
                "x-ratelimit-reset-requests", reset,
                "x-ratelimit-limit-tokens", "many");
        RateHeaders said = new RateHeaders(Optional.of(new Quota(500, 7, expected)), Optional.empty());
        for (int status : new int[] {429, 200}) {
            try (FakeModelServer server = FakeModelServer.answering(status, ANSWER, headers);
                    OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
                assertThat(
                                status == 200
                                        ? client.complete(REQUEST).limits()
                                        : failure(client).limits())
                        .contains(said);
            }
        }
    }

    @Test
    void takesAConnectionThatBreaksInTheMiddleOfTheAnswerForAnOutage() {
        try (FakeModelServer server = new FakeModelServer(exchange -> {
                    exchange.sendResponseHeaders(200, 10_000);
                    exchange.getResponseBody().write("{\"choices\":".getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    throw new IOException("cut");
                });
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            LlmException failure = failure(client);
            assertThat(failure.reason()).isEqualTo(Reason.UNAVAILABLE);
            assertThat(failure).hasMessageContaining("broke off");
        }
    }

    @Test
    void takesARefusedConnectionForAnOutage() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ModelEndpoint endpoint = new ModelEndpoint(
                "gone",
                URI.create("http://127.0.0.1:" + port + "/v1"),
                "m",
                Credentials.NONE,
                CallTimeouts.DEFAULTS,
                ModelParameters.DEFAULTS,
                1);
        try (OpenAiClient client = new OpenAiClient(endpoint, CLOCK)) {
            assertThat(failure(client).reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void givesUpAServerThatStalls() {
        CountDownLatch done = new CountDownLatch(1);
        try (FakeModelServer server = new FakeModelServer(exchange -> await(done));
                OpenAiClient client = new OpenAiClient(
                        server.endpoint(
                                Credentials.NONE,
                                new CallTimeouts(Duration.ofSeconds(2), Duration.ofMillis(200), Duration.ofMinutes(1))),
                        CLOCK)) {
            assertThat(failure(client).reason()).isEqualTo(Reason.UNAVAILABLE);
            done.countDown();
        }
    }

    @Test
    void givesUpAServerThatTricklesBeyondTheWholeCall() {
        try (FakeModelServer server = new FakeModelServer(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    while (!Thread.currentThread().isInterrupted()) {
                        exchange.getResponseBody().write(' ');
                        exchange.getResponseBody().flush();
                    }
                });
                OpenAiClient client = new OpenAiClient(
                        server.endpoint(
                                Credentials.NONE,
                                new CallTimeouts(
                                        Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(300))),
                        CLOCK)) {
            assertThat(failure(client).reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void stopsReadingAnEndlessAnswer() throws Exception {
        byte[] megabyte = new byte[1 << 20];
        Arrays.fill(megabyte, (byte) ' ');
        try (FakeModelServer server = new FakeModelServer(exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 64; i++) {
                        exchange.getResponseBody().write(megabyte);
                    }
                    exchange.close();
                });
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            assertThat(client.complete(REQUEST).finish()).isEqualTo(Finish.LENGTH);
        }
    }

    @Test
    void anInterruptAbortsTheRequest() {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch hungUp = new CountDownLatch(1);
        try (FakeModelServer server = new FakeModelServer(exchange -> {
                    asked.countDown();
                    exchange.sendResponseHeaders(200, 0);
                    try {
                        while (true) {
                            exchange.getResponseBody().write(' ');
                            exchange.getResponseBody().flush();
                            LockSupport.parkNanos(1_000_000);
                        }
                    } catch (IOException clientIsGone) {
                        hungUp.countDown();
                    }
                });
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread caller = Thread.startVirtualThread(() -> {
                try {
                    client.complete(REQUEST);
                } catch (LlmException | InterruptedException e) {
                    end.set(e);
                }
            });
            await(asked);
            caller.interrupt();
            await(hungUp);
            Awaitility.await().untilAsserted(() -> assertThat(end.get()).isInstanceOf(InterruptedException.class));
        }
    }

    @Test
    void anInterruptedThreadMakesNoCall() {
        try (FakeModelServer server = FakeModelServer.answering(200, ANSWER);
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            Thread.currentThread().interrupt();
            assertThat(catchThrowableOfType(InterruptedException.class, () -> client.complete(REQUEST)))
                    .isNotNull();
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void takesNoDocumentToWhereARedirectPoints() {
        try (FakeModelServer elsewhere = FakeModelServer.answering(200, ANSWER);
                FakeModelServer server = FakeModelServer.answering(
                        307, "", Map.of("Location", elsewhere.baseUrl() + "/chat/completions"));
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            assertThat(failure(client).reason()).isEqualTo(Reason.MISCONFIGURED);
            assertThat(elsewhere.calls()).isEmpty();
        }
    }

    @Test
    void isUnavailableOnceItIsClosed() {
        try (FakeModelServer server = FakeModelServer.answering(200, ANSWER)) {
            OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK);
            client.close();
            assertThat(failure(client)).hasMessageContaining("is shut down");
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void neverShowsTheKey() {
        String body = "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}";
        try (FakeModelServer server = FakeModelServer.answering(401, body)) {
            ModelEndpoint endpoint = server.endpoint(Credentials.ofKey(KEY), CallTimeouts.DEFAULTS);
            try (OpenAiClient client = new OpenAiClient(endpoint, CLOCK)) {
                LlmException failure = failure(client);
                assertThat(failure).hasMessageContaining("Incorrect API key provided: ***");
                assertThat(failure).hasStackTraceContaining("").message().doesNotContain(KEY);
                assertThat(org.assertj.core.util.Throwables.getStackTrace(failure))
                        .doesNotContain(KEY);
                assertThat(endpoint.toString()).doesNotContain(KEY);
                assertThat(server.calls().getFirst().header("Authorization")).contains("Bearer " + KEY);
            }
        }
    }

    // ---- answers

    @Test
    void readsAnAnswerWithItsUsage() throws Exception {
        try (FakeModelServer server = FakeModelServer.answering(200, ANSWER);
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            assertThat(client.complete(REQUEST))
                    .isEqualTo(new LlmResponse(
                            "{\"a\":1}", Finish.STOP, Optional.empty(), "gpt-test-2026", new TokenUsage(50L, 20L, 7L)));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'choices':[]} | OTHER | none",
                "{'choices':[{}]} | OTHER | none",
                "{'choices':[{'message':{'content':null,'refusal':'I will not'},'finish_reason':'stop'}]} | STOP | I will not",
                "{'choices':[{'message':{'content':null},'finish_reason':'content_filter'}],'usage':'?'} | FILTERED | none",
                "{'choices':[{'message':{'content':7},'finish_reason':'length'}],'usage':{'prompt_tokens':'x'}} | LENGTH | none",
                "{'choices':[{'message':'?','finish_reason':'a_new_one'}],'usage':null,'model':3} | OTHER | none",
            })
    void readsAnswersThatLeaveThingsOut(String body, Finish finish, String refusal) throws Exception {
        try (FakeModelServer server = FakeModelServer.answering(200, body.replace('\'', '"'));
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            LlmResponse response = client.complete(REQUEST);
            assertThat(response.text()).isEmpty();
            assertThat(response.finish()).isEqualTo(finish);
            assertThat(response.refusal().orElse("none")).isEqualTo(refusal);
            assertThat(response.model()).isEqualTo("gpt-test");
            assertThat(response.usage()).isEqualTo(new TokenUsage(0L, 0L, 0L));
        }
    }

    // ---- requests

    @Test
    void asksForTheSchemaStrictlyAndTellsNothingElse() throws Exception {
        ObjectMapper json = new ObjectMapper();
        LlmRequest request = new LlmRequest(
                List.of(
                        new Message(Role.SYSTEM, "be exact"),
                        new Message(Role.USER, "text"),
                        new Message(Role.ASSISTANT, "{}"),
                        new Message(Role.USER, "wrong")),
                Optional.of(
                        new ResponseFormat("classify", json.readTree("{\"type\":\"object\",\"required\":[\"a\"]}"))),
                321);
        try (FakeModelServer server = FakeModelServer.answering(200, ANSWER);
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            client.complete(request);
            FakeModelServer.Call call = server.calls().getFirst();
            assertThat(call.path()).isEqualTo("/v1/chat/completions");
            assertThat(call.body()).isEqualTo(json.readTree("""
                    {"model":"gpt-test","max_completion_tokens":321,
                     "messages":[{"role":"system","content":"be exact"},{"role":"user","content":"text"},
                                 {"role":"assistant","content":"{}"},{"role":"user","content":"wrong"}],
                     "response_format":{"type":"json_schema","json_schema":{"name":"classify","strict":true,
                                        "schema":{"type":"object","required":["a"]}}}}"""));
            assertThat(call.headers().keySet())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("x-stainless"));
            assertThat(call.header("Authorization")).isEmpty();
        }
    }

    @Test
    void showsPicturesInTheRequestItself() throws Exception {
        Picture picture = new Picture("image/png", new byte[] {1, 2, 3});
        LlmRequest request =
                new LlmRequest(List.of(new Message(Role.USER, "page 1", List.of(picture))), Optional.empty(), 10);
        try (FakeModelServer server = FakeModelServer.answering(200, ANSWER);
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            client.complete(request);
            assertThat(server.calls().getFirst().body().path("messages")).isEqualTo(new ObjectMapper().readTree("""
                            [{"role":"user","content":[
                              {"type":"text","text":"page 1"},
                              {"type":"image_url","image_url":{"url":"data:image/png;base64,AQID","detail":"high"}}]}]"""));
        }
    }

    @Test
    void sendsWhatTheEndpointAsksFor() throws Exception {
        try (FakeModelServer server = FakeModelServer.answering(200, ANSWER)) {
            ModelEndpoint endpoint = new ModelEndpoint(
                    "local",
                    URI.create(server.baseUrl() + "/"),
                    "llama",
                    new Credentials(Optional.of(new ApiKey("k")), Optional.of("org-1"), Optional.of("proj-1")),
                    CallTimeouts.DEFAULTS,
                    new ModelParameters(4_000, 10, ModelParameters.TokenLimitField.MAX_TOKENS, Optional.of(0.0)),
                    1);
            try (OpenAiClient client = new OpenAiClient(endpoint, CLOCK)) {
                client.complete(REQUEST);
                FakeModelServer.Call call = server.calls().getFirst();
                assertThat(call.path()).isEqualTo("/v1/chat/completions");
                assertThat(call.body().path("max_tokens").intValue()).isEqualTo(100);
                assertThat(call.body().has("max_completion_tokens")).isFalse();
                assertThat(call.body().path("temperature").isNumber()).isTrue();
                assertThat(call.header("OpenAI-Organization")).contains("org-1");
                assertThat(call.header("OpenAI-Project")).contains("proj-1");
            }
        }
    }

    @Test
    void warmsUpWithoutACall() throws Exception {
        try (FakeModelServer server = FakeModelServer.answering(200, ANSWER);
                OpenAiClient client = new OpenAiClient(server.endpoint(), CLOCK)) {
            client.warmUp();
            assertThat(server.calls()).isEmpty();
            assertThat(client.complete(REQUEST).finish()).isEqualTo(Finish.STOP);
        }
    }

    private static LlmException failure(OpenAiClient client) {
        return catchThrowableOfType(LlmException.class, () -> client.complete(REQUEST));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
