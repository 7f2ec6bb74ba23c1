package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ValueLikelihoodsTest {

    @Test
    void knowsNothingOfAnAnswerWhoseTokensAreNotItsOwn() {
        List<TokenProbability> tokens = tokens("{\"label\":", 1.0, "\"a\"}", 0.5);

        assertThat(likelihoods("{\"label\": \"another\"}", tokens)).isEmpty();
        assertThat(likelihoods("{\"label\":\"a\"}", List.of())).isEmpty();
    }

    @Test
    void knowsNothingOfBrokenJson() {
        assertThat(likelihoods("{\"label\":\"a\",", tokens("{\"label\":\"a\",", 0.5)))
                .isEmpty();
    }

    @Test
    void takesTheLeastLikelyTokenOfAValue() {
        List<TokenProbability> tokens = tokens(
                "{\"label\":\"",
                0.1,
                "del",
                0.9,
                "ivery",
                0.6,
                "\",\"",
                0.2,
                "sure\":",
                0.3,
                "4",
                0.8,
                "2",
                0.7,
                "}",
                0.1);

        assertThat(likelihoods("{\"label\":\"delivery\",\"sure\":42}", tokens))
                .containsOnly(entry("/label", 0.6), entry("/sure", 0.7));
    }

    @Test
    void alignsTokensThatEndWithinACharacter() {
        String answer = "{\"a\":\"zurück 🛒\",\"b\":true}";
        List<TokenProbability> tokens = new ArrayList<>();
        int length = answer.getBytes(StandardCharsets.UTF_8).length;
        int second = "{\"a\":\"zurück 🛒\",\"b\":".getBytes(StandardCharsets.UTF_8).length;
        for (int i = 0; i < length; i++) {
            tokens.add(new TokenProbability(1, i < second ? 0.9 : 0.4));
        }

        assertThat(likelihoods(answer, tokens)).containsOnly(entry("/a", 0.9), entry("/b", 0.4));
    }

    @Test
    void findsTheJsonWithinProse() {
        String json = "{\"label\":\"a\"}";
        String answer = "Sure: " + json;

        Likelihoods likelihoods = new ValueLikelihoods(answer, tokens("Sure: {\"label\":", 0.1, "\"a\"", 0.7, "}", 0.1))
                .of(json, pointer -> true);

        assertThat(likelihoods.values()).containsOnly(entry("/label", 0.7));
    }

    @Test
    void leavesOutWhatIsNotWantedAndWhatIsNull() {
        List<TokenProbability> tokens = tokens("{\"a\":1,\"b\":null,\"c\":[2]}", 0.5);

        assertThat(new ValueLikelihoods("{\"a\":1,\"b\":null,\"c\":[2]}", tokens)
                        .of(
                                "{\"a\":1,\"b\":null,\"c\":[2]}",
                                pointer -> !pointer.toString().equals("/a"))
                        .values())
                .containsOnly(entry("/c/0", 0.5));
    }

    private static Map<String, Double> likelihoods(String answer, List<TokenProbability> tokens) {
        return new ValueLikelihoods(answer, tokens).of(answer, pointer -> true).values();
    }

    /** Of texts, each followed by its probability. */
    private static List<TokenProbability> tokens(Object... textsAndProbabilities) {
        List<TokenProbability> tokens = new ArrayList<>();
        for (int i = 0; i < textsAndProbabilities.length; i += 2) {
            int bytes = ((String) textsAndProbabilities[i]).getBytes(StandardCharsets.UTF_8).length;
            tokens.add(new TokenProbability(bytes, (double) textsAndProbabilities[i + 1]));
        }
        return tokens;
    }
}
