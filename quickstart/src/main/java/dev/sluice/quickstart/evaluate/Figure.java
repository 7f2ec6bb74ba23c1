package dev.sluice.quickstart.evaluate;

import dev.sluice.processor.evaluate.Scores;
import dev.sluice.processor.evaluate.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One number of a measurement, for people.
 *
 * @param value empty if there was nothing to measure
 * @param decimals how many are shown
 */
record Figure(String name, OptionalDouble value, int decimals) {
    private static final double MICROS = 1e6;
    private static final double MILLIS = 1e3;

    /** The numbers that sum up a measurement, the most important first. */
    static List<Figure> summary(Scores scores) {
        Spend spend = scores.spend();
        int documents = scores.documents();
        return List.of(
                new Figure("label accuracy", scores.labels().accuracy(), 2),
                new Figure("precision of all fields", scores.allFields().precision(), 2),
                new Figure("recall of all fields", scores.allFields().recall(), 2),
                new Figure("F1 of all fields", scores.allFields().f1(), 2),
                new Figure(
                        "calibration error of fields", scores.fieldCalibration().expectedError(), 3),
                new Figure(
                        "calibration error of labels", scores.labelCalibration().expectedError(), 3),
                new Figure("held rate", scores.heldRate(), 2),
                perDocument("calls per document", spend.calls(), documents, 2),
                perDocument("input tokens per document", spend.inputTokens(), documents, 0),
                perDocument("of them cached", spend.cachedTokens(), documents, 0),
                perDocument("output tokens per document", spend.outputTokens(), documents, 0),
                new Figure(
                        "cost per document in US$",
                        spend.costMicros().isEmpty()
                                ? OptionalDouble.empty()
                                : OptionalDouble.of(spend.costMicros().getAsLong() / MICROS / documents),
                        6),
                seconds("median time in s", scores.latency().median().toMillis()),
                seconds("95 % within s", scores.latency().p95().toMillis()));
    }

    /** The same, with each field's F1. */
    static List<Figure> all(Scores scores) {
        List<Figure> all = new ArrayList<>(summary(scores));
        scores.fields().forEach((field, score) -> all.add(new Figure("F1 of " + field, score.f1(), 2)));
        return all;
    }

    /** One that was not measured. */
    static Figure none(String name) {
        return new Figure(name, OptionalDouble.empty(), 0);
    }

    String shown() {
        return value.isEmpty() ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value.getAsDouble());
    }

    /** How far another one is above this, with its sign; blank if they look the same. */
    String difference(Figure other) {
        if (value.isEmpty() || other.value.isEmpty() || shown().equals(other.shown())) {
            return "";
        }
        return String.format(Locale.ROOT, "%+." + decimals + "f", other.value.getAsDouble() - value.getAsDouble());
    }

    private static Figure perDocument(String name, long total, int documents, int decimals) {
        return new Figure(name, OptionalDouble.of((double) total / documents), decimals);
    }

    private static Figure seconds(String name, long millis) {
        return new Figure(name, OptionalDouble.of(millis / MILLIS), 3);
    }
}
