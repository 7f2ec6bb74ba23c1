package dev.sluice.processor.evaluate;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well documents were classified.
 *
 * @param confusion how often a label was given where another, or the same, was expected: by the expected label, then by
 *     the given one
 */
public record LabelScore(SortedMap<String, SortedMap<String, Integer>> confusion) {
    /** Stands for the label of a document that was given up before it got one. */
    public static final String NONE = "(none)";

    /** The share of the documents that got the expected label; empty if none had one to expect. */
    public OptionalDouble accuracy() {
        return documents() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right() / documents());
    }

    /** The documents whose label was known. */
    public int documents() {
        return confusion.values().stream()
                .flatMap(found -> found.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Those that got it. */
    public int right() {
        return confusion.entrySet().stream()
                .mapToInt(expected -> expected.getValue().getOrDefault(expected.getKey(), 0))
                .sum();
    }

    /** Counts pairs of the expected and the given label. */
    static LabelScore of(Iterable<Map.Entry<String, String>> pairs) {
        SortedMap<String, SortedMap<String, Integer>> confusion = new TreeMap<>();
        pairs.forEach(pair -> confusion
                .computeIfAbsent(pair.getKey(), label -> new TreeMap<>())
                .merge(pair.getValue(), 1, Integer::sum));
        return new LabelScore(confusion);
    }
}
