package dev.sluice.devstack.llm.answer;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads lines such as "Customer: Zorblat Quux", where the document itself names what follows. */
final class LabelledLines {
    private static final Pattern LINE = Pattern.compile(
            "(?m)^[ \\t>*|-]{0,4}(?<key>\\p{L}[\\p{L} /_-]{0,30}?)\\s?[:=][ \\t]+(?<value>[^\\r\\n<|]{1,160})");
    private static final Set<String> WRITER_KEYS = Set.of("from", "sender", "signed", "name", "by");

    private LabelledLines() {}

    /** The value of the line whose label says what the field's name says. */
    static Optional<Hit> find(Document document, Field field) {
        for (Matcher m = LINE.matcher(document.text()); m.find(); ) {
            Set<String> key = Words.stems(m.group("key"));
            boolean same = !field.nameStems().isEmpty() && key.containsAll(field.nameStems());
            boolean writer =
                    field.isWriter() && WRITER_KEYS.contains(m.group("key").toLowerCase(Locale.ROOT));
            String value = m.group("value").strip();
            if ((same || writer) && !value.isEmpty()) {
                int start = document.text().indexOf(value, m.start("value"));
                Kind kind = field.kind().orElse(Kind.TOPIC);
                return Optional.of(Hit.of(kind, value, start, start + value.length(), 0.94));
            }
        }
        return Optional.empty();
    }
}
