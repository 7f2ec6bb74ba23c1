package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.tail.Outcome;
import dev.sluice.quickstart.tail.Outcome.Enriched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which samples have had their outcome, and which of those was not the expected one. Not thread-safe. */
final class SampleRun {
    private final Map<String, Sample> open = new LinkedHashMap<>();
    private final List<String> differences = new ArrayList<>();
    private final int total;
    private int enriched;

    SampleRun(List<Sample> samples) {
        samples.forEach(sample -> open.put(sample.documentId(), sample));
        this.total = samples.size();
    }

    /** Notes an outcome; tells what is unexpected about it. Outcomes of other documents are nobody's business here. */
    Optional<String> note(Outcome outcome) {
        Sample sample = open.remove(outcome.documentId());
        if (sample == null) {
            return Optional.empty();
        }
        if (outcome instanceof Enriched) {
            enriched++;
        }
        Optional<String> difference = sample.difference(outcome);
        difference.ifPresent(text -> differences.add(sample.documentId() + ": " + text));
        return difference;
    }

    /** The ids of those without an outcome so far. */
    List<String> open() {
        return List.copyOf(open.keySet());
    }

    int total() {
        return total;
    }

    int enriched() {
        return enriched;
    }

    int deadLettered() {
        return total - open.size() - enriched;
    }

    /** What was not as expected, those without an outcome included. */
    List<String> differences() {
        List<String> all = new ArrayList<>(differences);
        open.forEach((id, sample) -> all.add(id + ": no outcome, expected " + sample.expected()));
        return all;
    }
}
