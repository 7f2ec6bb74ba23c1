package dev.sluice.processor.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIServiceException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a server's error body says. The library's own accessors throw where a server keeps to another shape than OpenAI's,
 * so this reads the raw body: an error object, the same wrapped in a list (Gemini), a bare string (Ollama), numbers as
 * codes (vLLM), or nothing.
 *
 * @param message for people; empty if the server gave none
 * @param code lower case; empty if the server gave none
 * @param param the request field at fault; empty if the server gave none
 */
record ServerError(String message, String code, String param) {

    static ServerError of(OpenAIServiceException failure) {
        JsonNode body = json(failure.body());
        JsonNode first = body.isArray() ? body.path(0) : body;
        JsonNode error = first.has("error") ? first.path("error") : first;
        return new ServerError(
                error.isTextual() ? error.textValue() : error.path("message").asText(),
                error.path("code").asText("").toLowerCase(Locale.ROOT),
                error.path("param").asText(""));
    }

    private static JsonNode json(JsonValue body) {
        @Nullable JsonNode json = body.isMissing() ? null : body.convert(JsonNode.class);
        return json == null ? MissingNode.getInstance() : json;
    }
}
