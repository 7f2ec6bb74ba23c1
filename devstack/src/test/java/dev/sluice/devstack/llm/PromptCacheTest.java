package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptCacheTest {
    private static final int CHARS_PER_TOKEN = 4;
    private final PromptCache cache = new PromptCache();

    private static String tokens(int count) {
        return "read".repeat(count * CHARS_PER_TOKEN / 4);
    }

    @Test
    void knowsNothingShorterThan1024Tokens() {
        cache.cachedTokens(tokens(1023));
        assertThat(cache.cachedTokens(tokens(1023))).isZero();
    }

    @Test
    void knowsWholeStepsOf128Tokens() {
        assertThat(cache.cachedTokens(tokens(1300))).isZero();
        assertThat(cache.cachedTokens(tokens(1300))).isEqualTo(1280);
    }

    @Test
    void knowsTheBeginningThatTwoMessagesShare() {
        cache.cachedTokens(tokens(1200) + "one end".repeat(100));
        assertThat(cache.cachedTokens(tokens(1200) + "another".repeat(100))).isEqualTo(1152);
        assertThat(cache.cachedTokens("x" + tokens(1200))).isZero();
    }
}
