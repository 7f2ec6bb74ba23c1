package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.ResponseFormatJsonSchema.JsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.models.Model;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The server as OpenAI's own Java client sees it. */
class OpenAiJavaTest {
    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final OpenAIClient client = OpenAIOkHttpClient.builder()
            .baseUrl(server.baseUrl())
            .apiKey("secret")
            .maxRetries(0)
            .build();

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private static ChatCompletionCreateParams.Builder params(String document, String step) {
        JsonSchema.Schema.Builder schema = JsonSchema.Schema.builder();
        for (var property : Schemas.of(step).properties()) {
            schema.putAdditionalProperty(property.getKey(), JsonValue.fromJsonNode(property.getValue()));
        }
        return ChatCompletionCreateParams.builder()
                .model("simulated-small")
                .addSystemMessage("Read the document.")
                .addUserMessage("<document>\n" + document + "\n</document>")
                .jsonSchemaResponseFormat(JsonSchema.builder()
                        .name(step)
                        .strict(true)
                        .schema(schema.build())
                        .build());
    }

    private ChatCompletion ask(String document, String step) {
        return client.chat().completions().create(params(document, step).build());
    }

    @Test
    void mapsErrorsToItsExceptions() {
        assertThatThrownBy(() -> ask(Chat.mail("[[sim:429 retry-after=2 code=insufficient_quota]]"), "extract"))
                .isInstanceOfSatisfying(RateLimitException.class, e -> {
                    assertThat(e.code()).contains("insufficient_quota");
                    assertThat(e.headers().values("retry-after")).containsExactly("2");
                });
        assertThatThrownBy(() -> ask(Chat.mail("[[sim:500]]"), "extract"))
                .isInstanceOfSatisfying(
                        InternalServerException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(500));
        assertThatThrownBy(() -> ask(Chat.mail("[[sim:503]]"), "extract"))
                .isInstanceOfSatisfying(
                        InternalServerException.class,
                        e -> assertThat(e.statusCode()).isEqualTo(503));
        assertThatThrownBy(() -> ask(Chat.mail("[[sim:reset]]"), "extract")).isInstanceOf(OpenAIIoException.class);
        assertThatThrownBy(() -> ask(Chat.mail("[[sim:what]]"), "extract")).isInstanceOf(BadRequestException.class);

        server.settings(
                SimulatedLlmSettings.builder().apiKey(Optional.of("other")).build());
        assertThatThrownBy(() -> ask(Chat.mail(""), "extract"))
                .isInstanceOfSatisfying(
                        UnauthorizedException.class, e -> assertThat(e.code()).contains("invalid_api_key"));
    }

    @Test
    void timesOutAndTheServerNotices() {
        // A first call takes longer than that on a busy machine, and its time can be over before the server has it.
        ask(Chat.mail(""), "extract");
        OpenAIClient impatient = client.withOptions(options -> options.timeout(Duration.ofSeconds(1)));
        assertThatThrownBy(() -> impatient
                        .chat()
                        .completions()
                        .create(params(Chat.mail("[[sim:timeout]]"), "extract").build()))
                .isInstanceOf(OpenAIIoException.class);
        await().until(() -> server.calls().ended(CallStatistics.ABORTED) == 1);
    }

    @Test
    void seesRefusalsLengthsAndMissingChoices() {
        assertThat(ask(Chat.mail("[[sim:refusal]]"), "extract")
                        .choices()
                        .getFirst()
                        .message())
                .satisfies(message -> {
                    assertThat(message.content()).isEmpty();
                    assertThat(message.refusal()).isPresent();
                });
        assertThat(ask(Chat.mail("[[sim:length]]"), "extract")
                        .choices()
                        .getFirst()
                        .finishReason())
                .isEqualTo(ChatCompletion.Choice.FinishReason.LENGTH);
        assertThat(ask(Chat.mail("[[sim:empty-choices]]"), "extract").choices()).isEmpty();
    }

    @Test
    void readsStructuredAnswersAndUsage() {
        ChatCompletion completion = ask(Chat.mail(""), "extract");
        completion.validate();
        String content = completion.choices().getFirst().message().content().orElseThrow();
        JsonNode schema = Schemas.of("extract");
        assertThat(Schemas.problems(schema, content)).isEmpty();
        assertThat(completion.usage()).hasValueSatisfying(usage -> {
            assertThat(usage.promptTokens()).isPositive();
            assertThat(usage.completionTokens()).isEqualTo((content.length() + 3) / 4);
        });
    }

    @Test
    void readsStreams() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        ChatCompletionCreateParams params = params(Chat.mail(""), "extract")
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(accumulator::accumulate);
        }
        ChatCompletion streamed = accumulator.chatCompletion();
        ChatCompletion plain = ask(Chat.mail(""), "extract");
        assertThat(streamed.choices().getFirst().message().content())
                .isEqualTo(plain.choices().getFirst().message().content());
        assertThat(streamed.usage()).isEqualTo(plain.usage());
    }

    @Test
    void readsRefusalsInStreams() {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream = client.chat()
                .completions()
                .createStreaming(params(Chat.mail("[[sim:refusal]]"), "extract").build())) {
            stream.stream().forEach(accumulator::accumulate);
        }
        assertThat(accumulator.chatCompletion().choices().getFirst().message().refusal())
                .hasValueSatisfying(refusal -> assertThat(refusal).startsWith("I'm sorry"));
    }

    @Test
    void listsModels() {
        List<String> models =
                client.models().list().items().stream().map(Model::id).toList();
        assertThat(models).isEqualTo(server.settings().models());
    }
}
