package dev.sluice.processor.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.avro.TokenUsage;
import org.junit.jupiter.api.Test;

final class PriceTest {
    /** 0.25, 0.025 and 2 dollars. */
    private static final Price MINI = new Price(250_000, 25_000, 2_000_000);

    @Test
    void isNeverNegative() {
        assertThatThrownBy(() -> new Price(1, -1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pricesCachedTokensAsSuch() {
        // 600 x 0.25 + 400 x 0.025 + 100 x 2 millionths
        assertThat(MINI.of(new TokenUsage(1_000L, 400L, 100L))).isEqualTo(150 + 10 + 200);
    }

    @Test
    void roundsTheSumOnceAndAHalfUp() {
        assertThat(MINI.of(new TokenUsage(0L, 0L, 0L))).isZero();
        assertThat(MINI.of(new TokenUsage(1L, 0L, 0L))).as("0.25").isZero();
        assertThat(MINI.of(new TokenUsage(2L, 0L, 0L))).as("0.5").isEqualTo(1);
        // 0.25 + 0.025 x 9 = 0.475; each rounded alone would be 0 as well, but 0.25 + 0.25 is not
        assertThat(MINI.of(new TokenUsage(10L, 9L, 0L))).as("0.475").isZero();
        assertThat(MINI.of(new TokenUsage(11L, 10L, 0L))).as("0.5").isEqualTo(1);
        assertThat(MINI.of(new TokenUsage(6L, 0L, 0L))).as("1.5").isEqualTo(2);
    }

    @Test
    void countsNoMoreCachedTokensThanThereAre() {
        assertThat(MINI.of(new TokenUsage(100L, 1_000L, 0L))).isEqualTo(3);
    }

    @Test
    void isExactForAmountsThatALongCannotHoldInBetween() {
        Price dear = new Price(1_000_000_000_000L, 0, 0);
        assertThat(dear.of(new TokenUsage(1_000_000_000L, 0L, 0L))).isEqualTo(1_000_000_000_000_000L);
    }
}
