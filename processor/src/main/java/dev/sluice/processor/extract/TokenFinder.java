package dev.sluice.processor.extract;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the tokens of a text that a schema's pattern describes: what stands between blanks, without the punctuation around
 * it. RE2 expressions, as in the schema's validation, so no pattern can stall the search.
 */
final class TokenFinder {
    private static final int LONGEST = 64;
    private static final int MOST = 500;
    private static final String AROUND = "\"'`«»“”„‘’()[]{}<>#*.,;:!?=|_-/";

    private TokenFinder() {}

    static List<Finding> find(String regex, Facts facts) {
        Pattern pattern = Pattern.compile(regex);
        if (!isTelling(regex)) {
            return labelled(pattern, facts);
        }
        String text = facts.text();
        List<Finding> found = new ArrayList<>();
        int position = 0;
        while (position < text.length() && found.size() < MOST) {
            int start = position;
            while (position < text.length() && !isBlank(text.charAt(position))) {
                position++;
            }
            addIfMatches(pattern, text, start, position, found);
            position++;
        }
        return List.copyOf(found);
    }

    /** Whether a pattern tells its values from other words. Where any word meets it, only a label can. */
    static boolean isTelling(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return !pattern.matcher("word").find() && !pattern.matcher("Word").find();
    }

    private static void addIfMatches(Pattern pattern, String text, int start, int end, List<Finding> found) {
        int from = start;
        int to = end;
        while (from < to && AROUND.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && AROUND.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        if (to == from || to - from > LONGEST) {
            return;
        }
        // Order#12345, No:12345, order=12345
        for (int i = to - 1; i > from; i--) {
            if ("#:=".indexOf(text.charAt(i)) >= 0 && matches(pattern, text, i + 1, to)) {
                from = i + 1;
                break;
            }
        }
        if (matches(pattern, text, from, to)) {
            found.add(Finding.text(text.substring(from, to), from, to, 1));
        }
    }

    private static List<Finding> labelled(Pattern pattern, Facts facts) {
        return facts.labels().all().stream()
                .filter(label -> matches(pattern, facts.text(), label.start(), label.end()))
                .map(label -> Finding.text(
                        facts.text().substring(label.start(), label.end()), label.start(), label.end(), 0.9))
                .toList();
    }

    private static boolean matches(Pattern pattern, String text, int start, int end) {
        return pattern.matcher(text.substring(start, end)).find();
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\n';
    }
}
