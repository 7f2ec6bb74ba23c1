package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How another process watches and steers a server. */
class SteeringTest {
    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.builder()
            .latency(Latency.logNormal(Duration.ofMillis(1), 0.2))
            .build());
    private final Chat chat = new Chat(server);

    @AfterEach
    void stop() {
        chat.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{",
                "{\"outtage\": \"hang\"}",
                "{\"outage\": \"flood\"}",
                "{\"faults\": {\"430\": 0.1}}",
                "{\"faults\": {\"429\": 0.6, \"500\": 0.6}}",
                "{\"faults\": {\"429\": 1.5}}",
                "{\"requestsPerMinute\": \"many\"}",
                "{\"tokensPerSecond\": -1}",
                "{\"latency\": {\"median\": -5}}",
                "{\"latency\": {\"median\": 5, \"sigma\": 9}}"
            })
    void refusesSettingsThatCannotBe(String settings) throws Exception {
        SimulatedLlmSettings before = server.settings();
        HttpResponse<String> response = chat.send("PATCH", "/settings", settings);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Chat.json(response).at("/error/message").asText()).isNotBlank();
        assertThat(server.settings()).isEqualTo(before);
    }

    @Test
    void changesOnlyWhatIsNamed() throws Exception {
        chat.send("PATCH", "/settings", "{\"outage\": \"unavailable\"}");
        assertThat(server.settings().outage()).isEqualTo(Outage.UNAVAILABLE);
        assertThat(server.settings().latency().sigma()).isEqualTo(0.2);
        assertThat(chat.ask(Chat.mail(""), "extract").statusCode()).isEqualTo(503);
    }

    @Test
    void exchangesAllSettings() throws Exception {
        chat.send("PUT", "/settings", "{\"faults\": {\"500\": 1}}");
        assertThat(server.settings())
                .isEqualTo(SimulatedLlmSettings.builder()
                        .fault(Fault.INTERNAL_ERROR, 1)
                        .build());
        assertThat(chat.ask(Chat.mail(""), "extract").statusCode()).isEqualTo(500);
    }

    @Test
    void takesWhatItShows() throws Exception {
        SimulatedLlmSettings before = server.settings();
        String shown = chat.send("GET", "/settings", "").body();
        assertThat(chat.send("PUT", "/settings", shown).statusCode()).isEqualTo(200);
        assertThat(server.settings()).isEqualTo(before);
    }

    @Test
    void countsCallsByOutcomeAndByDocument() throws Exception {
        String mail = Chat.mail("[[sim:500]]");
        for (int i = 0; i < 3; i++) {
            chat.ask(mail, "extract");
        }
        JsonNode totals = Chat.json(chat.send("GET", "/stats", ""));
        assertThat(totals.get("total").asInt()).isEqualTo(3);
        assertThat(totals.get("inFlight").asInt()).isZero();
        assertThat(totals.get("peakInFlight").asInt()).isEqualTo(1);
        assertThat(totals.get("repeatedAnswers").asInt()).isEqualTo(1);
        assertThat(totals.get("outcomes")).isEqualTo(Schemas.parse("{\"500\": 1, \"answered\": 2}"));

        JsonNode documents = Chat.json(chat.send("GET", "/stats/documents", ""));
        assertThat(documents).hasSize(1);
        assertThat(documents.at("/0/document").asText()).isEqualTo(CallStatistics.hash(mail));
        assertThat(documents.at("/0/calls").asInt()).isEqualTo(3);
        assertThat(documents.at("/0/answered").asInt()).isEqualTo(2);

        chat.send("DELETE", "/stats", "");
        assertThat(server.calls().total()).isZero();
    }
}
