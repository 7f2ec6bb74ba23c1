package dev.sluice.processor.llm;

import com.openai.core.http.Headers;
import dev.sluice.processor.llm.RateHeaders.Quota;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code x-ratelimit-limit-}, {@code -remaining-} and {@code -reset-}{@code requests} and {@code tokens}, as OpenAI, Azure
 * and most that imitate them write them. A limit that is not said or cannot be read counts as none.
 */
final class RateHeaderReader {
    /** As in 6m0s, 1.5s and 20ms; a bare number is seconds. */
    private static final Pattern PIECE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|m|h|d|$)");

    private static final Map<String, Double> MILLIS =
            Map.of("ms", 1.0, "", 1e3, "s", 1e3, "m", 60e3, "h", 3_600e3, "d", 86_400e3);
    private static final Duration UNSAID_RESET = Duration.ofMinutes(1);

    private RateHeaderReader() {}

    /** What is said; empty if nothing is. */
    static Optional<RateHeaders> read(Headers headers) {
        RateHeaders read = new RateHeaders(quota(headers, "requests"), quota(headers, "tokens"));
        return Optional.of(read)
                .filter(some -> some.requests().isPresent() || some.tokens().isPresent());
    }

    private static Optional<Quota> quota(Headers headers, String what) {
        return number(headers, "x-ratelimit-limit-" + what)
                .filter(limit -> limit > 0)
                .map(limit -> new Quota(
                        limit,
                        number(headers, "x-ratelimit-remaining-" + what).orElse(limit),
                        first(headers, "x-ratelimit-reset-" + what)
                                .flatMap(RateHeaderReader::duration)
                                .orElse(UNSAID_RESET)));
    }

    private static Optional<Long> number(Headers headers, String name) {
        return first(headers, name).filter(value -> value.matches("\\d{1,15}")).map(Long::valueOf);
    }

    private static Optional<String> first(Headers headers, String name) {
        return headers.values(name).stream().findFirst().map(String::strip);
    }

    private static Optional<Duration> duration(String value) {
        Matcher piece = PIECE.matcher(value);
        double millis = 0;
        int end = 0;
        while (end < value.length() && piece.find(end) && piece.start() == end) {
            millis += Double.parseDouble(piece.group(1)) * MILLIS.getOrDefault(piece.group(2), 1e3);
            end = piece.end();
        }
        return end == value.length() && end > 0 ? Optional.of(Duration.ofMillis((long) millis)) : Optional.empty();
    }
}
