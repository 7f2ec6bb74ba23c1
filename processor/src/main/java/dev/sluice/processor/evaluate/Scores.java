package dev.sluice.processor.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a profile did on a set of documents. Documents that were not finished count only in {@code documents},
 * {@code unfinished}, {@code spend} and {@code latency}.
 *
 * @param engine what served, for people
 * @param fields by name
 * @param fieldCalibration of the fields that have a value and evidence for it
 * @param held those that a person would have to look at
 */
public record Scores(
        String engine,
        int documents,
        SortedMap<String, FieldScore> fields,
        LabelScore labels,
        Calibration fieldCalibration,
        Calibration labelCalibration,
        List<HeldDocument> held,
        List<HeldDocument> unfinished,
        List<Mistake> mistakes,
        Spend spend,
        Latency latency) {

    public Scores {
        held = List.copyOf(held);
        unfinished = List.copyOf(unfinished);
        mistakes = List.copyOf(mistakes);
    }

    /** All fields together, each value counting the same. */
    public FieldScore allFields() {
        return fields.values().stream().reduce(FieldScore.NONE, FieldScore::plus);
    }

    /** The share of the finished documents that were held; empty if none was finished. */
    public OptionalDouble heldRate() {
        int finished = documents - unfinished.size();
        return finished == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) held.size() / finished);
    }

    /** How many were held for which reason. */
    public SortedMap<String, Integer> heldByReason() {
        SortedMap<String, Integer> reasons = new TreeMap<>();
        held.forEach(document -> reasons.merge(document.reason(), 1, Integer::sum));
        return reasons;
    }
}
