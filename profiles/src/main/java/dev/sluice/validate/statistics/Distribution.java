package dev.sluice.validate.statistics;

import java.util.OptionalDouble;

/**
 * The count, mean and spread of numbers that came one by one. Immutable.
 *
 * <p>By Welford's method (Technometrics 4, 1962), which keeps its precision where the sum of squares loses it.
 *
 * @param squares the sum of the squared differences from the mean
 */
public record Distribution(long count, double mean, double squares) {
    public static final Distribution EMPTY = new Distribution(0, 0, 0);

    /** This distribution with one more number; a number that is not finite changes nothing. */
    public Distribution plus(double number) {
        if (!Double.isFinite(number)) {
            return this;
        }
        double difference = number - mean;
        double newMean = mean + difference / (count + 1);
        return new Distribution(count + 1, newMean, squares + difference * (number - newMean));
    }

    /** The sample variance; 0 below two numbers. */
    public double variance() {
        return count < 2 ? 0 : squares / (count - 1);
    }

    /** How many standard deviations a number is off the mean; empty where all numbers so far are one and the same. */
    public OptionalDouble deviations(double number) {
        double deviation = Math.sqrt(variance());
        return deviation > 0 ? OptionalDouble.of(Math.abs(number - mean) / deviation) : OptionalDouble.empty();
    }
}
