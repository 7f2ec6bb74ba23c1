package dev.sluice.acceptance.observability;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Something that a dashboard or a rule asks Prometheus.
 *
 * @param where for people
 * @param labels that it needs, those that its expression names among them
 */
record Question(String where, PromQl expression, Set<String> labels) {
    private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

    Question {
        labels = Set.copyOf(labels);
    }

    /** @param text in which labels stand in double braces, such as a legend */
    static Question of(String where, PromQl expression, String text) {
        Set<String> labels = new TreeSet<>(expression.labels());
        LABEL.matcher(text).results().forEach(label -> labels.add(label.group(1)));
        return new Question(where, expression, labels);
    }

    static Question of(Rule rule) {
        return of(
                rule.name(),
                rule.expression(),
                String.join(" ", rule.annotations().values()));
    }
}
