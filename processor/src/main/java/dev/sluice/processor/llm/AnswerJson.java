package dev.sluice.processor.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/**
 * Finds the JSON in a model's answer. Models wrap it in prose or in a code fence though told not to; that is undone, and
 * said.
 */
sealed interface AnswerJson {

    /**
     * The answer's JSON.
     *
     * @param wrapped whether there was something around it
     */
    record Found(JsonNode json, boolean wrapped) implements AnswerJson {}

    /**
     * There is none.
     *
     * @param error the parser's complaint
     */
    record None(String error) implements AnswerJson {}

    /**
     * Looks for JSON: the whole answer, else the object at the first brace in a code fence, else at the first brace of all.
     * Not further in: there a broken answer has whole objects that are only parts of it.
     */
    static AnswerJson in(String answer) {
        try {
            return new Found(Parser.WHOLE.readTree(answer), false);
        } catch (JsonProcessingException notJsonAlone) {
            return objectAfter(answer, Math.max(answer.indexOf("```"), 0))
                    .or(() -> objectAfter(answer, 0))
                    .<AnswerJson>map(json -> new Found(json, true))
                    .orElseGet(() -> new None(notJsonAlone.getOriginalMessage()));
        }
    }

    private static Optional<JsonNode> objectAfter(String answer, int start) {
        int brace = answer.indexOf('{', start);
        if (brace < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Parser.LEADING.readTree(answer.substring(brace)));
        } catch (JsonProcessingException notHere) {
            return Optional.empty();
        }
    }

    /** How answers are read: amounts keep their digits. */
    final class Parser {
        private static final ObjectReader LEADING = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .reader();
        private static final ObjectReader WHOLE = LEADING.with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

        private Parser() {}
    }
}
