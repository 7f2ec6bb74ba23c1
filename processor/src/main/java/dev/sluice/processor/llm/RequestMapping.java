package dev.sluice.processor.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.openai.core.JsonValue;
import com.openai.models.ResponseFormatJsonSchema.JsonSchema;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartImage.ImageUrl;
import com.openai.models.chat.completions.ChatCompletionContentPartImage.ImageUrl.Detail;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import java.util.ArrayList;
import java.util.List;
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
                case USER -> addUserMessage(params, message);
                case ASSISTANT -> params.addAssistantMessage(message.text());
            }
        }
        request.format().ifPresent(format -> params.jsonSchemaResponseFormat(schema(format)));
        parameters.temperature().ifPresent(params::temperature);
        if (parameters.logProbabilities()) {
            params.logprobs(true);
        }
        if (parameters.stream()) {
            // Else the tokens are not counted.
            params.streamOptions(
                    ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        // Not by the typed setters: one is deprecated, and which one a server knows differs.
        params.putAdditionalBodyProperty(
                parameters.tokenLimitField().field(), JsonValue.from(request.maxOutputTokens()));
        return params.build();
    }

    private static void addUserMessage(ChatCompletionCreateParams.Builder params, Message message) {
        if (message.pictures().isEmpty()) {
            // Not as parts: some servers know plain text only.
            params.addUserMessage(message.text());
            return;
        }
        List<ChatCompletionContentPart> parts = new ArrayList<>();
        parts.add(ChatCompletionContentPart.ofText(
                ChatCompletionContentPartText.builder().text(message.text()).build()));
        for (Picture picture : message.pictures()) {
            parts.add(ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder()
                    .imageUrl(ImageUrl.builder()
                            .url(picture.dataUrl())
                            .detail(Detail.HIGH)
                            .build())
                    .build()));
        }
        params.addUserMessageOfArrayOfContentParts(parts);
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
