package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client sees of each fault. */
class FaultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final Chat chat = new Chat(server);

    @AfterEach
    void stop() {
        chat.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"429,429", "500,500", "503,503"})
    void answersWithTheStatusAskedForAndThenRecovers(String fault, int status) throws Exception {
        String mail = Chat.mail("[[sim:" + fault + "]]");

        HttpResponse<String> first = chat.ask(mail, "classify");
        assertThat(first.statusCode()).isEqualTo(status);
        assertThat(first.headers().firstValue("retry-after")).isEmpty();
        assertThat(Chat.json(first).at("/error/message").asText()).isNotBlank();

        assertThat(chat.ask(mail, "classify").statusCode()).isEqualTo(200);
    }

    @Test
    void tellsWhenToRetryAsOftenAsTheMarkerSays() throws Exception {
        String mail = Chat.mail("[[sim:429 retry-after=2 times=3]]");
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> response = chat.ask(mail, "extract");
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(response.headers().firstValue("retry-after")).contains("2");
        }
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(200);
        assertThat(server.calls().about(mail, "extract")).isEqualTo(new CallStatistics.DocumentCalls(4, 1));
        assertThat(server.calls().ended("429")).isEqualTo(3);
    }

    @Test
    void saysThatTheQuotaIsUsedUp() throws Exception {
        HttpResponse<String> response = chat.ask(Chat.mail("[[sim:429 code=insufficient_quota]]"), "extract");
        assertThat(Chat.json(response).at("/error/code").asText()).isEqualTo("insufficient_quota");
        assertThat(Chat.json(response).at("/error/type").asText()).isEqualTo("insufficient_quota");
    }

    @Test
    void spoilsOnlyTheStepOfTheMarker() throws Exception {
        String mail = Chat.mail("[[sim:500 step=classify times=always]]");
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(200);
        assertThat(chat.ask(mail, "summarize").statusCode()).isEqualTo(200);
        assertThat(chat.ask(mail, "classify").statusCode()).isEqualTo(500);
        assertThat(chat.ask(mail, "classify").statusCode()).isEqualTo(500);
    }

    @Test
    void countsEachDocumentAndStepByItself() throws Exception {
        String mail = Chat.mail("[[sim:503]]");
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(503);
        assertThat(chat.ask(mail, "classify").statusCode()).isEqualTo(503);
        assertThat(chat.ask(mail + "another", "extract").statusCode()).isEqualTo(503);
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(200);
    }

    @Test
    void givesTheFaultsOfSeveralMarkersOneAfterTheOther() throws Exception {
        String mail = Chat.mail("[[sim:429]] [[sim:500 times=2]]");
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(429);
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(500);
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(500);
        assertThat(chat.ask(mail, "extract").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[[sim:4290]]", "[[sim:429 tries=3]]", "[[sim:429 times=0]]", "[[sim:]]"})
    void refusesMarkersItDoesNotUnderstand(String marker) throws Exception {
        HttpResponse<String> response = chat.ask(Chat.mail(marker), "extract");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Chat.json(response).at("/error/message").asText()).contains(marker);
    }

    @Test
    void resetsTheConnection() {
        assertThatThrownBy(() -> chat.ask(Chat.mail("[[sim:reset]]"), "extract"))
                .isInstanceOf(IOException.class)
                .hasRootCauseInstanceOf(SocketException.class)
                .hasStackTraceContaining("Connection reset");
        assertThat(server.calls().ended("reset")).isEqualTo(1);
    }

    @Test
    void resetsTheConnectionInTheMiddleOfAStream() {
        var request = Chat.request(Chat.mail("[[sim:reset]]"), "extract").put("stream", true);
        assertThatThrownBy(() -> chat.post(request)).isInstanceOf(IOException.class);
        assertThat(server.calls().ended("reset")).isEqualTo(1);
    }

    @Test
    void neverAnswersAndNoticesThatTheClientGaveUp() {
        CompletableFuture<HttpResponse<String>> call =
                chat.begin(Chat.request(Chat.mail("[[sim:timeout]]"), "extract"));
        await().until(() -> server.calls().inFlight() == 1);
        assertThat(call).isNotDone();

        call.cancel(true);
        await().until(() -> server.calls().inFlight() == 0);
        assertThat(server.calls().ended(CallStatistics.ABORTED)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersLetterByLetter(boolean stream) throws Exception {
        var request = Chat.request(Chat.mail("[[sim:slow-loris]]"), "extract").put("stream", stream);
        // From before the first letter: it may be a while on its way.
        long start = System.nanoTime();
        try (InputStream body = chat.open(request)) {
            body.readNBytes(4);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(500));
        }
        await().until(() -> server.calls().ended(CallStatistics.ABORTED) == 1);
    }

    @Test
    void breaksTheJsonOffAndSaysNothingOfIt() throws Exception {
        HttpResponse<String> response = chat.ask(Chat.mail("[[sim:truncated-json]]"), "extract");
        assertThat(finish(response)).isEqualTo("stop");
        assertThatThrownBy(() -> JSON.readTree(Chat.content(response))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void breaksTheJsonOffForItsLength() throws Exception {
        HttpResponse<String> response = chat.ask(Chat.mail("[[sim:length]]"), "extract");
        assertThat(finish(response)).isEqualTo("length");
        assertThatThrownBy(() -> JSON.readTree(Chat.content(response))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void wrapsTheJsonInProse() throws Exception {
        String content = Chat.content(chat.ask(Chat.mail("[[sim:prose]]"), "classify"));
        assertThat(content).startsWith("Sure!").contains("```json\n{");
        String inner = content.substring(content.indexOf('{'), content.lastIndexOf('}') + 1);
        assertThat(Schemas.problems(Schemas.of("classify"), inner)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wrong-type,extract", "wrong-type,summarize", "wrong-type,classify",
        "missing-field,extract", "missing-field,summarize", "missing-field,classify"
    })
    void givesJsonThatDoesNotFitTheSchema(String fault, String step) throws Exception {
        String mail = Chat.mail("[[sim:" + fault + "]]");
        String spoiled = Chat.content(chat.ask(mail, step));
        assertThat(JSON.readTree(spoiled).isObject()).isTrue();
        assertThat(Schemas.problems(Schemas.of(step), spoiled)).isNotEmpty();
        assertThat(Schemas.problems(Schemas.of(step), Chat.content(chat.ask(mail, step))))
                .isEmpty();
    }

    @Test
    void refuses() throws Exception {
        JsonNode choice =
                Chat.json(chat.ask(Chat.mail("[[sim:refusal]]"), "extract")).at("/choices/0");
        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/refusal").asText()).startsWith("I'm sorry");
    }

    @Test
    void givesNoChoices() throws Exception {
        JsonNode completion = Chat.json(chat.ask(Chat.mail("[[sim:empty-choices]]"), "extract"));
        assertThat(completion.get("choices").isArray()).isTrue();
        assertThat(completion.get("choices")).isEmpty();
        assertThat(completion.at("/usage/prompt_tokens").asInt()).isPositive();
    }

    @Test
    void inventsValuesAndQuotesThatTheDocumentDoesNotHave() throws Exception {
        String mail = Chat.mail("[[sim:ungrounded times=always]]");
        String content = Chat.content(chat.ask(mail, "extract"));
        assertThat(Schemas.problems(Schemas.of("extract"), content)).isEmpty();
        JsonNode answer = JSON.readTree(content);

        JsonNode evidence = answer.at("/evidence/0");
        assertThat(mail).doesNotContain(evidence.get("quote").asText());
        assertThat(mail)
                .doesNotContain(
                        answer.at("/fields" + evidence.get("pointer").asText()).asText());
        assertThat(mail).doesNotContain(answer.at("/entities/0/value").asText());
        assertThat(mail).doesNotContain(answer.at("/entities/0/quote").asText());

        assertThat(Chat.content(chat.ask(mail, "summarize"))).contains("Northwind Holdings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"extract", "summarize", "classify"})
    void isUnsure(String step) throws Exception {
        String content = Chat.content(chat.ask(Chat.mail("[[sim:low-confidence]]"), step));
        assertThat(Schemas.problems(Schemas.of(step), content)).isEmpty();
        assertThat(JSON.readTree(content).findValues("confidence"))
                .isNotEmpty()
                .allSatisfy(confidence -> assertThat(confidence.asDouble()).isLessThan(0.5));
    }

    private static String finish(HttpResponse<String> response) throws JsonProcessingException {
        return Chat.json(response).at("/choices/0/finish_reason").asText();
    }

    @Test
    void failsAsOftenAsTheSettingsSayAndTheSameWayEachTime() throws Exception {
        server.settings(SimulatedLlmSettings.builder()
                .fault(Fault.INTERNAL_ERROR, 0.3)
                .fault(Fault.RATE_LIMITED, 0.2)
                .build());
        StringBuilder first = statuses();
        assertThat(server.calls().ended("500")).isBetween(40L, 80L);
        assertThat(server.calls().ended("429")).isBetween(20L, 60L);

        server.calls().clear();
        assertThat(statuses()).hasToString(first.toString());
    }

    private StringBuilder statuses() throws Exception {
        StringBuilder statuses = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            statuses.append(chat.ask("Document number " + i, "classify").statusCode())
                    .append(' ');
        }
        return statuses;
    }
}
