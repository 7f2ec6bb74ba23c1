package dev.sluice.processor.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a profile must reach, each 0 to 1; empty where all is well.
 *
 * @param labelAccuracy the least share of right labels
 * @param fieldF1 the least F1 of each field
 * @param heldRate the largest share of held documents
 */
public record Thresholds(OptionalDouble labelAccuracy, OptionalDouble fieldF1, OptionalDouble heldRate) {

    /** Each threshold that was missed, in a sentence, and that documents could not be finished. */
    public List<String> missed(Scores scores) {
        List<String> missed = new ArrayList<>();
        if (!scores.unfinished().isEmpty()) {
            missed.add(scores.unfinished().size() + " of " + scores.documents()
                    + " documents could not be finished: "
                    + scores.unfinished().getFirst().detail());
        }
        below("The label accuracy", scores.labels().accuracy(), labelAccuracy, missed);
        scores.fields().forEach((field, score) -> below("The F1 of the field " + field, score.f1(), fieldF1, missed));
        if (heldRate.isPresent() && scores.heldRate().orElse(0) > heldRate.getAsDouble()) {
            missed.add(sentence("The held rate", scores.heldRate().getAsDouble(), "above", heldRate.getAsDouble()));
        }
        return missed;
    }

    private static void below(String what, OptionalDouble reached, OptionalDouble least, List<String> missed) {
        if (least.isPresent() && reached.isPresent() && reached.getAsDouble() < least.getAsDouble()) {
            missed.add(sentence(what, reached.getAsDouble(), "below", least.getAsDouble()));
        }
    }

    private static String sentence(String what, double reached, String side, double limit) {
        return String.format(Locale.ROOT, "%s is %.2f, %s the %.2f that is asked for", what, reached, side, limit);
    }
}
