package dev.sluice.validate.injection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A turn of phrase: words that follow each other, each one of several, with a few others in between.
 *
 * @param steps what must follow what
 * @param barred words that may not stand in between: "my previous instructions" are the writer's own
 */
record Phrase(String what, List<Step> steps, Set<String> barred) {

    /** @param gap how many other words may stand before */
    record Step(Set<String> words, int gap) {
        Step {
            words = Set.copyOf(words);
        }
    }

    Phrase {
        steps = List.copyOf(steps);
        barred = Set.copyOf(barred);
    }

    /** Reads {@code ignore|forget ..3 previous|prior ..1 instructions}. */
    static Phrase of(String what, String pattern, Set<String> barred) {
        List<Step> steps = new ArrayList<>();
        int gap = 0;
        for (String part : pattern.split(" ", -1)) {
            if (part.startsWith("..")) {
                gap = Integer.parseInt(part.substring(2));
            } else {
                steps.add(new Step(Set.copyOf(Arrays.asList(part.split("\\|"))), gap));
                gap = 0;
            }
        }
        return new Phrase(what, steps, barred);
    }

    Set<String> firstWords() {
        return steps.getFirst().words();
    }

    /** The end of the phrase if it begins with the first of these words, else -1. */
    int end(List<Word> words) {
        return end(words, 0, 0);
    }

    private int end(List<Word> words, int step, int from) {
        if (step == steps.size()) {
            return words.get(from - 1).end();
        }
        int gap = steps.get(step).gap();
        for (int i = from; i <= from + gap && i < words.size(); i++) {
            String word = words.get(i).text();
            if (steps.get(step).words().contains(word)) {
                int end = end(words, step + 1, i + 1);
                if (end >= 0) {
                    return end;
                }
            }
            if (barred.contains(word)) {
                return -1;
            }
        }
        return -1;
    }
}
