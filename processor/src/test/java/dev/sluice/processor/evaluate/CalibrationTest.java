package dev.sluice.processor.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.processor.evaluate.Calibration.Bin;
import dev.sluice.processor.evaluate.Calibration.Prediction;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CalibrationTest {
    @Test
    void hasNoErrorWithoutResults() {
        assertThat(Calibration.of(List.of()).expectedError()).isEmpty();
    }

    @Test
    void weighsEachBinByItsResults() {
        Calibration calibration = Calibration.of(List.of(
                new Prediction(0.95, true),
                new Prediction(0.91, false),
                new Prediction(1.0, true),
                new Prediction(0.25, false)));

        // 3 of 4 with mean 2.86/3 of which 2/3 are right, 1 of 4 with 0.25 of which none is.
        assertThat(calibration.bins()).hasSize(2);
        assertThat(calibration.bins().getFirst()).isEqualTo(new Bin(0.2, 1, 0.25, 0));
        assertThat(calibration.bins().getLast().count()).isEqualTo(3);
        assertThat(calibration.expectedError().orElseThrow())
                .isCloseTo(0.75 * (2.86 / 3 - 2.0 / 3) + 0.25 * 0.25, within(1e-9));
    }

    @Test
    void putsABoundIntoTheBinThatBeginsThere() {
        assertThat(Calibration.of(List.of(new Prediction(0.8, true), new Prediction(0.7, true)))
                        .bins())
                .extracting(Bin::from)
                .containsExactly(0.7, 0.8);
    }

    @Test
    void ranksLatencies() {
        assertThat(Latency.of(List.of())).isEqualTo(new Latency(Duration.ZERO, Duration.ZERO));
        List<Duration> twenty = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> Duration.ofMillis(21 - i))
                .toList();
        assertThat(Latency.of(twenty)).isEqualTo(new Latency(Duration.ofMillis(10), Duration.ofMillis(19)));
    }
}
