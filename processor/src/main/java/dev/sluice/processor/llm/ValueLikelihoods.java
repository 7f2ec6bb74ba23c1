package dev.sluice.processor.llm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Finds the tokens of which the values of an answer consist. For one answer. */
final class ValueLikelihoods {
    private static final JsonFactory JSON = new JsonFactory();

    private final String answer;
    private final List<TokenProbability> tokens;

    /** @param tokens of the whole answer, in order */
    ValueLikelihoods(String answer, List<TokenProbability> tokens) {
        this.answer = answer;
        this.tokens = tokens;
    }

    /**
     * The likelihoods of numbers, booleans and text; none if the tokens are not those of the answer, or its JSON is broken.
     *
     * @param json a part of the answer
     * @param wanted of which values
     */
    Likelihoods of(String json, Predicate<JsonPointer> wanted) {
        int length = tokens.stream().mapToInt(TokenProbability::bytes).sum();
        if (tokens.isEmpty() || length != bytes(answer)) {
            return Likelihoods.NONE;
        }
        int start = answer.indexOf(json);
        Map<String, Double> likelihoods = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonPointer pointer = parser.getParsingContext().pathAsPointer();
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL && wanted.test(pointer)) {
                    int from = start
                            + Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                    // Has the parser read the value to its end.
                    int characters = parser.getText().length();
                    boolean text = token == JsonToken.VALUE_STRING;
                    int to = text
                            ? start + Math.toIntExact(parser.currentLocation().getCharOffset()) - 1
                            : from + characters;
                    likelihoods.put(pointer.toString(), leastLikely(text ? from + 1 : from, to));
                }
            }
        } catch (JsonProcessingException broken) {
            // The check of the answer says so.
            return Likelihoods.NONE;
        } catch (IOException e) {
            throw new UncheckedIOException("reading a string", e);
        }
        return new Likelihoods(likelihoods);
    }

    private double leastLikely(int fromCharacter, int toCharacter) {
        int from = bytes(answer.substring(0, fromCharacter));
        int to = from + bytes(answer.substring(fromCharacter, toCharacter));
        double least = 1;
        int start = 0;
        for (TokenProbability token : tokens) {
            int end = start + token.bytes();
            if (start < to && end > from) {
                least = Math.min(least, token.probability());
            }
            start = end;
        }
        return least;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
