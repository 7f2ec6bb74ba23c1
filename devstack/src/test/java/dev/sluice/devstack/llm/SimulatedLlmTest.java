package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.devstack.ServerStartException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedLlmTest {
    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final Chat chat = new Chat(server);

    @AfterEach
    void stop() {
        chat.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"}]}",
                "{\"model\": \"m\", \"messages\": []}",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"response_format\": {\"type\": \"xml\"}}",
                "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], \"response_format\": {\"type\": \"json_schema\"}}"
            })
    void refusesRequestsItCannotUnderstand(String body) throws Exception {
        HttpResponse<String> response = chat.send("POST", "/v1/chat/completions", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Chat.json(response).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(server.calls().ended(CallStatistics.REFUSED)).isEqualTo(1);
        assertThat(server.calls().inFlight()).isZero();
    }

    @Test
    void saysWhichPathsThereAre() throws Exception {
        HttpResponse<String> response = chat.send("GET", "/v1/responses", "");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(Chat.json(response).at("/error/message").asText()).contains("/v1/chat/completions");
    }

    @Test
    void refusesOtherKeysWhereOneIsSet() throws Exception {
        server.settings(
                SimulatedLlmSettings.builder().apiKey(Optional.of("other")).build());
        HttpResponse<String> response = chat.ask(Chat.mail(""), "extract");
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(Chat.json(response).at("/error/code").asText()).isEqualTo("invalid_api_key");

        server.settings(
                SimulatedLlmSettings.builder().apiKey(Optional.of("secret")).build());
        assertThat(chat.ask(Chat.mail(""), "extract").statusCode()).isEqualTo(200);
    }

    @Test
    void goesOutOfOrderAndComesBack() throws Exception {
        server.settings(
                SimulatedLlmSettings.builder().outage(Outage.UNAVAILABLE).build());
        assertThat(chat.ask(Chat.mail(""), "extract").statusCode()).isEqualTo(503);

        server.settings(SimulatedLlmSettings.builder().outage(Outage.RESET).build());
        assertThatThrownBy(() -> chat.ask(Chat.mail(""), "extract")).isInstanceOf(IOException.class);

        server.settings(SimulatedLlmSettings.builder().outage(Outage.HANG).build());
        CompletableFuture<HttpResponse<String>> hanging = chat.begin(Chat.request(Chat.mail(""), "extract"));
        await().until(() -> server.calls().inFlight() == 1);

        server.settings(SimulatedLlmSettings.defaults());
        assertThat(chat.ask(Chat.mail(""), "extract").statusCode()).isEqualTo(200);
        assertThat(hanging).isNotDone();
        assertThat(server.calls().ended(CallStatistics.OUTAGE)).isEqualTo(2);
    }

    @Test
    void limitsRequestsPerMinute() throws Exception {
        server.settings(SimulatedLlmSettings.builder().requestsPerMinute(3).build());
        for (int left = 2; left >= 0; left--) {
            HttpResponse<String> response = chat.ask(Chat.mail(""), "classify");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("x-ratelimit-limit-requests"))
                    .contains("3");
            assertThat(response.headers().firstValue("x-ratelimit-remaining-requests"))
                    .contains(Integer.toString(left));
        }
        HttpResponse<String> limited = chat.ask(Chat.mail(""), "classify");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValueAsLong("retry-after").orElse(0)).isBetween(1L, 20L);
        assertThat(server.calls().ended(CallStatistics.LIMITED)).isEqualTo(1);
    }

    @Test
    void noticesClientsThatGoAwayWhileTheyWait() {
        server.settings(SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Duration.ofMinutes(5)))
                .build());
        CompletableFuture<HttpResponse<String>> call = chat.begin(Chat.request(Chat.mail(""), "extract"));
        await().until(() -> server.calls().inFlight() == 1);
        call.cancel(true);
        await().until(() -> server.calls().inFlight() == 0);
        assertThat(server.calls().ended(CallStatistics.ABORTED)).isEqualTo(1);
        assertThat(server.calls().ended(CallStatistics.ANSWERED)).isZero();
    }

    @Test
    void closesWithCallsInFlight() {
        server.settings(SimulatedLlmSettings.builder().outage(Outage.HANG).build());
        CompletableFuture<HttpResponse<String>> call = chat.begin(Chat.request(Chat.mail(""), "extract"));
        await().until(() -> server.calls().inFlight() == 1);
        server.close();
        await().until(call::isCompletedExceptionally);
        assertThatThrownBy(() -> chat.ask(Chat.mail(""), "extract")).isInstanceOf(ConnectException.class);
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatThrownBy(() -> SimulatedLlm.start(SimulatedLlmSettings.defaults(), server.port()))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining(Integer.toString(server.port()))
                .hasMessageContaining("another port");
    }

    @Test
    void startsAgainOnTheSamePort() throws Exception {
        int port = server.port();
        server.close();
        try (SimulatedLlm again = SimulatedLlm.start(SimulatedLlmSettings.defaults(), port)) {
            assertThat(chat.ask(Chat.mail(""), "extract").statusCode()).isEqualTo(200);
            assertThat(again.calls().total()).isEqualTo(1);
        }
    }

    @Test
    void keepsMarkersOutOfItsAnswers() throws Exception {
        String document = "The lamp [[sim:500 step=none]] broke. " + Chat.mail("[[sim:429 step=none]]");
        for (String step : List.of("extract", "summarize", "classify")) {
            assertThat(Chat.content(chat.ask(document, step))).doesNotContain("sim:", "]]", "step=none");
        }
    }

    @Test
    void answersInTurnWhatIsAskedBeforeTheAnswer() throws Exception {
        server.settings(SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Duration.ofMillis(50)))
                .build());
        String last = raw("summarize", "close");
        String both = raw("extract", "keep-alive") + last;
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            client.getOutputStream().write(both.getBytes(StandardCharsets.UTF_8));
            String answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers).containsSubsequence("HTTP/1.1 200 OK", "entities", "HTTP/1.1 200 OK", "summary");
        }
    }

    private static String raw(String step, String connection) {
        String body = Chat.request(Chat.mail(""), step).toString();
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nConnection: " + connection
                + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract", "summarize", "classify"})
    void answersInTheFormOfTheSchema(String step) throws Exception {
        HttpResponse<String> response = chat.ask(Chat.mail(""), step);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Schemas.problems(Schemas.of(step), Chat.content(response))).isEmpty();
        JsonNode completion = Chat.json(response);
        assertThat(completion.get("object").asText()).isEqualTo("chat.completion");
        assertThat(completion.get("model").asText()).isEqualTo("simulated-small");
        assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(completion.at("/usage/total_tokens").asInt())
                .isEqualTo(completion.at("/usage/prompt_tokens").asInt()
                        + completion.at("/usage/completion_tokens").asInt());
    }

    @Test
    void answersTheSameRequestTheSameWay() throws Exception {
        assertThat(Chat.content(chat.ask(Chat.mail(""), "extract")))
                .isEqualTo(Chat.content(chat.ask(Chat.mail(""), "extract")));
    }

    @Test
    void answersInProseWithoutASchema() throws Exception {
        ObjectNode request = Chat.request(Chat.mail(""), "summarize");
        request.remove("response_format");
        assertThat(Chat.content(chat.post(request))).startsWith("I ordered a desk lamp");
    }

    @Test
    void readsTheSchemaFromTheInstructionsInJsonMode() throws Exception {
        ObjectNode request = Chat.request(Chat.mail(""), "summarize");
        request.putObject("response_format").put("type", "json_object");
        assertThat(Schemas.parse(Chat.content(chat.post(request))).has("summary"))
                .isTrue();

        ((ObjectNode) request.at("/messages/0"))
                .put("content", "Answer {like this} in JSON that fits " + Schemas.of("classify") + " and nothing else");
        assertThat(Schemas.problems(Schemas.of("classify"), Chat.content(chat.post(request))))
                .isEmpty();
    }

    @Test
    void keepsToTheOutputLimit() throws Exception {
        HttpResponse<String> response =
                chat.post(Chat.request(Chat.mail(""), "extract").put("max_completion_tokens", 20));
        assertThat(Chat.json(response).at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(Chat.json(response).at("/usage/completion_tokens").asInt()).isEqualTo(20);
    }

    @Test
    void readsTheDocumentAgainAfterAnInvalidAnswer() throws Exception {
        ObjectNode request = Chat.request(Chat.mail(""), "classify");
        request.withArray("messages")
                .add(Schemas.parse("{\"role\": \"assistant\", \"content\": \"{}\"}"))
                .add(Schemas.parse("{\"role\": \"user\", \"content\": \"label is missing\"}"));
        assertThat(Schemas.problems(Schemas.of("classify"), Chat.content(chat.post(request))))
                .isEmpty();
        assertThat(server.calls().about(Chat.mail(""), "classify").calls()).isEqualTo(1);
    }

    @Test
    void streamsTheSameAnswerInEvents() throws Exception {
        String whole = Chat.content(chat.ask(Chat.mail(""), "extract"));
        ObjectNode request = Chat.request(Chat.mail(""), "extract").put("stream", true);
        request.putObject("stream_options").put("include_usage", true);

        HttpResponse<String> response = chat.post(request);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        List<String> events =
                response.body().lines().filter(line -> !line.isEmpty()).toList();
        assertThat(events.getLast()).isEqualTo("data: [DONE]");
        List<JsonNode> chunks = events.subList(0, events.size() - 1).stream()
                .map(event -> Schemas.parse(event.substring("data: ".length())))
                .toList();
        StringBuilder content = new StringBuilder();
        chunks.forEach(
                chunk -> content.append(chunk.at("/choices/0/delta/content").asText()));
        assertThat(content).hasToString(whole);
        assertThat(chunks.getLast().get("choices")).isEmpty();
        assertThat(chunks.getLast().at("/usage/completion_tokens").asInt()).isPositive();
    }

    @Test
    void takesTheTimeItIsToldTo() throws Exception {
        server.settings(SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Duration.ofMillis(150)))
                .timeToFirstToken(Latency.fixed(Duration.ofMillis(100)))
                .tokensPerSecond(500)
                .build());
        long start = System.nanoTime();
        HttpResponse<String> plain = chat.ask(Chat.mail(""), "classify");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));

        int tokens = Chat.json(plain).at("/usage/completion_tokens").asInt();
        start = System.nanoTime();
        chat.post(Chat.request(Chat.mail(""), "classify").put("stream", true));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThan(Duration.ofMillis(100 + tokens * 2L - 25));
    }

    @Test
    void knowsThePromptAgain() throws Exception {
        ObjectNode request = Chat.request(Chat.mail(""), "classify");
        ((ObjectNode) request.at("/messages/0")).put("content", "Read the document with care. ".repeat(200));
        String cached = "/usage/prompt_tokens_details/cached_tokens";
        assertThat(Chat.json(chat.post(request)).at(cached).asInt()).isZero();
        assertThat(Chat.json(chat.post(request)).at(cached).asInt()).isEqualTo(1408);
    }

    @Test
    void listsItsModels() throws Exception {
        JsonNode models = Chat.json(chat.send("GET", "/v1/models", ""));
        assertThat(models.findValuesAsText("id"))
                .containsExactlyElementsOf(server.settings().models());
    }

    @Test
    void letsTwoThousandCallsWaitAtOnceAndForgetsThemWhenTheirClientsGo() throws Exception {
        server.settings(SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Duration.ofMinutes(5)))
                .build());
        byte[] request = raw("summarize", "keep-alive").getBytes(StandardCharsets.UTF_8);
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 2_000; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
                clients.add(client);
                client.getOutputStream().write(request);
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> server.calls().inFlight() == 2_000);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> server.calls().inFlight() == 0);
        assertThat(server.calls().peakInFlight()).isEqualTo(2_000);
        assertThat(server.calls().ended(CallStatistics.ABORTED)).isEqualTo(2_000);
    }
}
