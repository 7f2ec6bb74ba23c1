package dev.sluice.devstack.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatencyTest {

    @Test
    void refusesWhatIsNoDistribution() {
        assertThatThrownBy(() -> Latency.fixed(Duration.ofMillis(-1))).hasMessageContaining("negative");
        assertThatThrownBy(() -> Latency.logNormal(Duration.ofMillis(1), Double.NaN))
                .hasMessageContaining("sigma");
    }

    @Test
    void isAlwaysTheSameWithoutSpread() {
        assertThat(Latency.fixed(Duration.ofMillis(500)).draw(new SplittableRandom(1)))
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void spreadsAroundTheMedianWithALongTail() {
        SplittableRandom random = new SplittableRandom(1);
        Latency latency = Latency.logNormal(Duration.ofMillis(500), 0.5);
        long[] millis = LongStream.generate(() -> latency.draw(random).toMillis())
                .limit(10_000)
                .sorted()
                .toArray();
        assertThat(millis[5_000]).isBetween(485L, 515L);
        assertThat(millis[9_900]).isBetween(1_450L, 1_800L);
        assertThat(millis[100]).isBetween(140L, 175L);
    }
}
