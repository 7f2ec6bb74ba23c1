package dev.sluice.processor.llm;

import com.openai.core.JsonField;
import com.openai.models.chat.completions.ChatCompletionTokenLogprob;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * How likely one token of an answer was to the model.
 *
 * @param bytes the length of the token in UTF-8; a token can end within a character
 * @param probability 0 to 1
 */
public record TokenProbability(int bytes, double probability) {

    static List<TokenProbability> of(Optional<List<ChatCompletionTokenLogprob>> tokens) {
        return tokens.orElse(List.of()).stream().map(TokenProbability::of).toList();
    }

    /** Some servers leave the bytes out; a token without a number tells nothing and is taken for certain. */
    private static TokenProbability of(ChatCompletionTokenLogprob token) {
        int bytes = token._bytes()
                .asKnown()
                .map(List::size)
                .orElseGet(() -> token._token().asString().orElse("").getBytes(StandardCharsets.UTF_8).length);
        JsonField<Double> logarithm = token._logprob();
        double exponent = logarithm.asNumber().map(Number::doubleValue).orElse(0.0);
        return new TokenProbability(bytes, Math.clamp(Math.exp(exponent), 0, 1));
    }
}
