package dev.sluice.processor.llm;

import com.openai.core.JsonField;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.completions.CompletionUsage;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.schemas.avro.TokenUsage;
import java.util.List;
import java.util.Optional;

/**
 * Reads the library's answers as ours. The library parses lazily and throws on access to a missing or mistyped field, so
 * everything but the choices is read by the accessors that do not, and has a default: servers leave out a lot.
 */
final class ResponseMapping {
    private final String requestedModel;

    ResponseMapping(String requestedModel) {
        this.requestedModel = requestedModel;
    }

    /** @throws OpenAIInvalidDataException when this is not a chat completion at all */
    LlmResponse read(ChatCompletion completion) {
        List<Choice> choices = completion
                ._choices()
                .asKnown()
                .orElseThrow(() -> new OpenAIInvalidDataException("it has no list of choices" + errorIn(completion)));
        Optional<Choice> choice = choices.stream().findFirst();
        Optional<ChatCompletionMessage> message =
                choice.flatMap(c -> c._message().asKnown());
        return new LlmResponse(
                message.flatMap(m -> m._content().asString()).orElse(""),
                choice.flatMap(c -> c._finishReason().asKnown())
                        .map(reason -> finish(reason.asString()))
                        .orElse(Finish.OTHER),
                message.flatMap(m -> m._refusal().asString()).filter(words -> !words.isBlank()),
                completion._model().asString().filter(name -> !name.isBlank()).orElse(requestedModel),
                completion._usage().asKnown().map(ResponseMapping::usage).orElseGet(() -> new TokenUsage(0L, 0L, 0L)),
                Optional.empty(),
                TokenProbability.of(choice.flatMap(c -> c._logprobs().asKnown())
                        .flatMap(known -> known._content().asKnown())));
    }

    /** Some gateways answer 200 with an error in the body. */
    private static String errorIn(ChatCompletion completion) {
        var error = completion._allProperties().get("error");
        return error == null ? "" : ", but an error: " + error;
    }

    static Finish finish(String reason) {
        return switch (reason) {
            case "stop" -> Finish.STOP;
            case "length" -> Finish.LENGTH;
            case "content_filter" -> Finish.FILTERED;
            default -> Finish.OTHER;
        };
    }

    static TokenUsage usage(CompletionUsage usage) {
        return new TokenUsage(
                tokens(usage._promptTokens()),
                usage._promptTokensDetails()
                        .asKnown()
                        .map(details -> tokens(details._cachedTokens()))
                        .orElse(0L),
                tokens(usage._completionTokens()));
    }

    private static long tokens(JsonField<Long> field) {
        return field.asNumber()
                .map(Number::longValue)
                .map(count -> Math.max(count, 0L))
                .orElse(0L);
    }
}
