package dev.sluice.devstack.llm;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long something takes: log-normally distributed, as response times of models are.
 *
 * @param median half of the times are below it; at least zero
 * @param sigma the standard deviation of the logarithm, 0 for a fixed time; 0.5 puts one in a hundred above 3.2 medians
 */
public record Latency(Duration median, double sigma) {

    public Latency {
        if (median.isNegative()) {
            throw new IllegalArgumentException("the median is " + median + "; it must not be negative");
        }
        if (!(sigma >= 0 && sigma <= 3)) {
            throw new IllegalArgumentException("sigma is " + sigma + "; it must be from 0 to 3");
        }
    }

    /** Always the same time. */
    public static Latency fixed(Duration time) {
        return new Latency(time, 0);
    }

    /** Times around a median. */
    public static Latency logNormal(Duration median, double sigma) {
        return new Latency(median, sigma);
    }

    Duration draw(RandomGenerator random) {
        return sigma == 0
                ? median
                : Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
    }
}
