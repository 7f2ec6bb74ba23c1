package dev.sluice.processor.llm;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How likely a model held the values of its answer, as far as its server says.
 *
 * @param values 0 to 1, by JSON pointer into the answer: each the probability of the least likely of the value's tokens
 */
public record Likelihoods(Map<String, Double> values) {
    /** The name of the least of them, among the components of a confidence. */
    public static final String COMPONENT = "likelihood";

    /** Of an answer whose server says nothing. */
    public static final Likelihoods NONE = new Likelihoods(Map.of());

    public Likelihoods {
        values = Map.copyOf(values);
    }

    /** Of the value at a pointer. */
    public Optional<Double> at(String pointer) {
        return Optional.ofNullable(values.get(pointer));
    }

    /** Of the least likely value. */
    public Optional<Double> least() {
        return values.values().stream().min(Double::compare);
    }

    /** Those of one part of the answer, by pointers into that part. */
    public Likelihoods under(String pointer) {
        Map<String, Double> part = new TreeMap<>();
        values.forEach((value, likelihood) -> {
            if (value.startsWith(pointer + "/")) {
                part.put(value.substring(pointer.length()), likelihood);
            }
        });
        return new Likelihoods(part);
    }
}
