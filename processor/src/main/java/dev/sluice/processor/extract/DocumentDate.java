package dev.sluice.processor.extract;

import dev.sluice.schemas.avro.EntityType;
import java.util.Optional;

/** The date that a document itself bears: alone on one of its first lines, or there behind a place and a comma. */
final class DocumentDate {
    private static final int HEAD = 1_000;
    private static final int LONGEST_PLACE = 25;

    private DocumentDate() {}

    /** The date, for a field that asks for no certain day. */
    static Optional<Finding> of(Facts facts) {
        return facts.mentions(EntityType.DATE).stream()
                .takeWhile(date -> date.end() <= HEAD)
                .filter(date -> standsAlone(date, facts.text()))
                .findFirst()
                .map(date -> Finding.of(date, 0.88));
    }

    private static boolean standsAlone(Mention date, String text) {
        int start = text.lastIndexOf('\n', date.start()) + 1;
        int lineBreak = text.indexOf('\n', date.end());
        int end = lineBreak < 0 ? text.length() : lineBreak;
        String before = text.substring(start, date.start()).strip();
        String behind = text.substring(date.end(), end).strip();
        boolean isPlace = before.length() <= LONGEST_PLACE
                && (before.endsWith(",") || before.endsWith(", den") || before.endsWith(", le"));
        return (before.isEmpty() || isPlace) && behind.length() <= 1;
    }
}
