package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads lines such as "Customer: Zorblat Quux", where the document itself names what follows. */
final class LabelledLines {
    private static final Set<String> WRITER_KEYS = Set.of("from", "sender", "signed", "name", "by");
    private static final int LONGEST_KEY = 32;
    private static final int LONGEST_VALUE = 160;

    private LabelledLines() {}

    /** A line that names its value. */
    record Line(String key, Set<String> stems, int start, String value) {}

    static List<Line> in(String text) {
        List<Line> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int colon = text.indexOf(':', start);
            if (colon > start && colon < end && colon - start <= LONGEST_KEY) {
                add(lines, text, start, colon, end);
            }
            start = end + 1;
        }
        return lines;
    }

    private static void add(List<Line> lines, String text, int start, int colon, int end) {
        String key = text.substring(start, colon).replaceAll("^[\\s>*|-]+|[\\s*]+$", "");
        int from = colon + 1;
        while (from < end && " \t*".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        int to = from;
        while (to < end && to - from < LONGEST_VALUE && "<|\r".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        String value = text.substring(from, to).stripTrailing();
        if (!key.isEmpty() && !value.isEmpty() && Character.isLetter(key.charAt(0))) {
            lines.add(new Line(key.toLowerCase(Locale.ROOT), Words.stems(key), from, value));
        }
    }

    /** The value of the line whose label says what the field's name says. */
    static Optional<Hit> find(Document document, Field field) {
        for (Line line : document.labelledLines()) {
            boolean same = !field.nameStems().isEmpty() && line.stems().containsAll(field.nameStems());
            boolean writer = field.isWriter() && WRITER_KEYS.contains(line.key());
            if (same || writer) {
                Kind kind = field.kind().orElse(Kind.TOPIC);
                int end = line.start() + line.value().length();
                return Optional.of(Hit.of(kind, line.value(), line.start(), end, 0.94));
            }
        }
        return Optional.empty();
    }
}
