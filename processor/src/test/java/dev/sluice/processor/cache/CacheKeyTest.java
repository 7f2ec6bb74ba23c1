package dev.sluice.processor.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.llm.AnswerCheck.Verdict;
import dev.sluice.processor.llm.ApiKey;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.ModelParameters.TokenLimitField;
import dev.sluice.processor.llm.Picture;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.schemas.Stage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CacheKeyTest {
    private static final ModelParameters PARAMETERS =
            new ModelParameters(16_000, 100, TokenLimitField.MAX_TOKENS, Optional.of(0.0), false, false);
    private static final Message SYSTEM = new Message(Role.SYSTEM, "count the apples");
    private static final Message USER = new Message(Role.USER, "three apples", List.of(picture(1)));
    private static final ResponseFormat FORMAT = format("extract", "{\"a\":{},\"b\":{}}");
    private static final Prompt PROMPT = new Prompt(List.of(SYSTEM, USER), FORMAT);
    private static final CacheKey KEY = CacheKey.of(endpoint(PARAMETERS), question(PROMPT));

    @Test
    void isAnotherForEachThingThatDeterminesTheAnswer() {
        List<CacheKey> keys = new ArrayList<>(List.of(
                KEY,
                CacheKey.of(endpoint("model", "http://elsewhere/v1", "gpt-test", PARAMETERS), question(PROMPT)),
                CacheKey.of(endpoint("model", "http://localhost/v1", "gpt-other", PARAMETERS), question(PROMPT)),
                CacheKey.of(endpoint(PARAMETERS), question(Stage.SUMMARIZE, "v1", PROMPT, Optional.empty())),
                CacheKey.of(endpoint(PARAMETERS), question(Stage.EXTRACT, "v2", PROMPT, Optional.empty())),
                CacheKey.of(endpoint(PARAMETERS), question(Stage.EXTRACT, "v1", PROMPT, Optional.of("vote 1"))),
                CacheKey.of(endpoint(PARAMETERS), question(Stage.EXTRACT, "v1", PROMPT, Optional.of("vote 2")))));
        List.of(
                        new ModelParameters(8_000, 100, TokenLimitField.MAX_TOKENS, Optional.of(0.0), false, false),
                        new ModelParameters(16_000, 101, TokenLimitField.MAX_TOKENS, Optional.of(0.0), false, false),
                        new ModelParameters(
                                16_000, 100, TokenLimitField.MAX_COMPLETION_TOKENS, Optional.of(0.0), false, false),
                        new ModelParameters(16_000, 100, TokenLimitField.MAX_TOKENS, Optional.empty(), false, false),
                        new ModelParameters(16_000, 100, TokenLimitField.MAX_TOKENS, Optional.of(0.1), false, false),
                        new ModelParameters(16_000, 100, TokenLimitField.MAX_TOKENS, Optional.of(0.0), true, false),
                        new ModelParameters(16_000, 100, TokenLimitField.MAX_TOKENS, Optional.of(0.0), false, true))
                .forEach(parameters -> keys.add(CacheKey.of(endpoint(parameters), question(PROMPT))));
        List.of(
                        new Prompt(List.of(new Message(Role.SYSTEM, "count the pears"), USER), FORMAT),
                        new Prompt(List.of(new Message(Role.ASSISTANT, SYSTEM.text()), USER), FORMAT),
                        new Prompt(List.of(SYSTEM, new Message(Role.USER, "four apples", USER.pictures())), FORMAT),
                        new Prompt(List.of(SYSTEM, new Message(Role.USER, USER.text())), FORMAT),
                        new Prompt(List.of(SYSTEM, new Message(Role.USER, USER.text(), List.of(picture(2)))), FORMAT),
                        new Prompt(
                                List.of(
                                        SYSTEM,
                                        new Message(
                                                Role.USER, USER.text(), List.of(new Picture("image/webp", new byte[] {1
                                                })))),
                                FORMAT),
                        new Prompt(List.of(SYSTEM, new Message(Role.USER, "an example"), USER), FORMAT),
                        new Prompt(List.of(SYSTEM, USER), format("classify", "{\"a\":{},\"b\":{}}")),
                        new Prompt(List.of(SYSTEM, USER), format("extract", "{\"a\":{}}")),
                        new Prompt(List.of(SYSTEM, USER), format("extract", "{\"b\":{},\"a\":{}}")))
                .forEach(prompt -> keys.add(CacheKey.of(endpoint(PARAMETERS), question(prompt))));

        assertThat(keys).hasSize(24).doesNotHaveDuplicates();
    }

    @Test
    void isAnotherWhereTheSameWordsAreDividedDifferently() {
        assertThat(CacheKey.of(
                        endpoint("model", "http://localhost/v1", "gpt-tes", PARAMETERS),
                        question(Stage.EXTRACT, "v1", PROMPT, Optional.empty())))
                .isNotEqualTo(KEY);
        Prompt one = new Prompt(List.of(new Message(Role.SYSTEM, "ab"), new Message(Role.USER, "c")), FORMAT);
        Prompt other = new Prompt(List.of(new Message(Role.SYSTEM, "a"), new Message(Role.USER, "bc")), FORMAT);
        assertThat(CacheKey.of(endpoint(PARAMETERS), question(one)))
                .isNotEqualTo(CacheKey.of(endpoint(PARAMETERS), question(other)));
    }

    @Test
    void isTheSameForEveryDocumentPartAndEngineThatAsksTheSame() {
        Question<String> asked = new Question<>(
                Stage.EXTRACT,
                "v1",
                new Prompt(List.of(SYSTEM, USER), format("extract", "{\"a\":{},\"b\":{}}"), List.of("example:pears")),
                7,
                (json, origin, likelihoods) -> new Verdict.Good<>("other", 0.1, List.of()),
                Optional.of("characters 0 to 12"),
                new CallSubject("another", Optional.of("tenant"), Optional.of("profile")));
        ModelEndpoint strong = new ModelEndpoint(
                "strong",
                URI.create("http://localhost/v1"),
                "gpt-test",
                new Credentials(Optional.of(new ApiKey("key")), Optional.of("organization"), Optional.empty()),
                CallTimeouts.DEFAULTS,
                PARAMETERS,
                99);

        assertThat(CacheKey.of(strong, asked)).isEqualTo(KEY);
    }

    private static Picture picture(int content) {
        return new Picture("image/png", new byte[] {(byte) content});
    }

    private static ResponseFormat format(String name, String schema) {
        try {
            JsonNode json = new ObjectMapper().readTree(schema);
            return new ResponseFormat(name, json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static ModelEndpoint endpoint(ModelParameters parameters) {
        return endpoint("model", "http://localhost/v1", "gpt-test", parameters);
    }

    private static ModelEndpoint endpoint(String name, String url, String model, ModelParameters parameters) {
        return new ModelEndpoint(name, URI.create(url), model, Credentials.NONE, CallTimeouts.DEFAULTS, parameters, 1);
    }

    private static Question<String> question(Prompt prompt) {
        return question(Stage.EXTRACT, "v1", prompt, Optional.empty());
    }

    private static Question<String> question(Stage stage, String version, Prompt prompt, Optional<String> part) {
        return new Question<>(
                stage,
                version,
                prompt,
                3,
                (json, origin, likelihoods) -> new Verdict.Good<>(json, 1, List.of()),
                part,
                new CallSubject("basket", Optional.empty(), Optional.empty()));
    }
}
