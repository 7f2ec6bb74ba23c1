package dev.sluice.processor.spend;

import dev.sluice.schemas.avro.SpendSubject;
import dev.sluice.schemas.avro.SpendWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The keys of llm.spend, as its contract has them. */
public final class SpendKeys {
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);

    private SpendKeys() {}

    /** Such as {@code day/2026-11-20/tenant/acme}. */
    public static String of(SpendWindow window, Instant start, String subject) {
        return switch (window) {
            case HOUR -> "hour/" + HOUR.format(start) + "/" + subject;
            case DAY -> "day/" + DAY.format(start) + "/" + subject;
            case UNKNOWN -> throw new IllegalArgumentException("a window that is not known has no key");
        };
    }

    /** Such as {@code all} or {@code tenant/acme}. */
    public static String subject(SpendSubject subject, String name) {
        String kind = subject.name().toLowerCase(Locale.ROOT);
        return subject == SpendSubject.ALL
                ? kind
                : kind + "/" + name.replace("%", "%25").replace("/", "%2F");
    }

    /** How long a window is. */
    public static Duration length(SpendWindow window) {
        return switch (window) {
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
            case UNKNOWN -> throw new IllegalArgumentException("a window that is not known has no length");
        };
    }
}
