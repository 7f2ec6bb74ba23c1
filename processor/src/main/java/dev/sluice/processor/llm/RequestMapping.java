package dev.sluice.processor.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema.JsonSchema;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import java.util.Map;

/** Writes our requests as the library's. */
final class RequestMapping {
    private final String model;
    private final ModelParameters parameters;

    RequestMapping(String model, ModelParameters parameters) {
        this.model = model;
        this.parameters = parameters;
    }

    ChatCompletionCreateParams write(LlmRequest request) {
        ChatCompletionCreateParams.Builder params =
                ChatCompletionCreateParams.builder().model(model);
        for (Message message : request.messages()) {
            switch (message.role()) {
                case SYSTEM -> params.addSystemMessage(message.text());
                case USER -> params.addUserMessage(message.text());
                case ASSISTANT -> params.addAssistantMessage(message.text());
            }
        }
        request.format().ifPresent(format -> params.jsonSchemaResponseFormat(schema(format)));
        parameters.temperature().ifPresent(params::temperature);
        // Not by the typed setters: one is deprecated, and which one a server knows differs.
        params.putAdditionalBodyProperty(
                parameters.tokenLimitField().field(), JsonValue.from(request.maxOutputTokens()));
        return params.build();
    }

    private static JsonSchema schema(ResponseFormat format) {
        JsonSchema.Schema.Builder schema = JsonSchema.Schema.builder();
        for (Map.Entry<String, JsonNode> property : format.schema().properties()) {
            schema.putAdditionalProperty(property.getKey(), JsonValue.fromJsonNode(property.getValue()));
        }
        return JsonSchema.builder()
                .name(format.name())
                .strict(true)
                .schema(schema.build())
                .build();
    }
}
