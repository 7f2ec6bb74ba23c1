package dev.sluice.processor.llm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The JSON in a model's answer. Models wrap it in prose or in a code fence though told not to; that is undone, and said.
 *
 * @param text what is to be read as JSON; the whole answer if there is no object in it
 * @param wrapped whether something around it was cut off
 */
record AnswerJson(String text, boolean wrapped) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FENCE = "```";

    /**
     * Looks for the JSON: the whole answer, else the object at the first brace in a code fence, else at the first brace of
     * all. Not further in: there a broken answer has whole objects that are only parts of it.
     */
    static AnswerJson in(String answer) {
        String stripped = answer.strip();
        if (stripped.startsWith("{") && stripped.endsWith("}")) {
            return new AnswerJson(stripped, false);
        }
        return objectAfter(stripped, Math.max(stripped.indexOf(FENCE), 0))
                .or(() -> objectAfter(stripped, 0))
                .map(json -> new AnswerJson(json, true))
                .orElseGet(() -> new AnswerJson(stripped, false));
    }

    private static Optional<String> objectAfter(String answer, int start) {
        int brace = answer.indexOf('{', start);
        if (brace < 0) {
            return Optional.empty();
        }
        String rest = answer.substring(brace);
        try (JsonParser parser = JSON.createParser(rest)) {
            parser.nextToken();
            parser.skipChildren();
            int end = Math.toIntExact(parser.currentLocation().getCharOffset());
            return Optional.of(rest.substring(0, end));
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        }
    }
}
