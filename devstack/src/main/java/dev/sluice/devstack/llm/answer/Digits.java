package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matches patterns that need a digit only where there are digits: most text has none, and patterns are slow. */
final class Digits {
    private final String text;
    private final List<Span> surroundings;

    private Digits(String text, List<Span> surroundings) {
        this.text = text;
        this.surroundings = surroundings;
    }

    /** Every run of at least so many digits with so many chars before and after it; those that touch are joined. */
    static Digits in(String text, int shortest, int before, int after) {
        List<Span> surroundings = new ArrayList<>();
        int run = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c >= '0' && c <= '9') {
                run++;
                continue;
            }
            if (run >= shortest) {
                Span span = new Span(Math.max(0, i - run - before), Math.min(text.length(), i + after));
                boolean touches =
                        !surroundings.isEmpty() && surroundings.getLast().end() >= span.start();
                surroundings.add(touches ? new Span(surroundings.removeLast().start(), span.end()) : span);
            }
            run = 0;
        }
        return new Digits(text, surroundings);
    }

    void forEach(Pattern pattern, Consumer<Matcher> consumer) {
        Matcher matcher = pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        for (Span span : surroundings) {
            matcher.region(span.start(), span.end());
            while (matcher.find()) {
                consumer.accept(matcher);
            }
        }
    }
}
