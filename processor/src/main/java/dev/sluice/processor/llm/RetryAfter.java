package dev.sluice.processor.llm;

import com.openai.core.http.Headers;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads how long a server asks to wait: {@code retry-after-ms} (Azure OpenAI), or {@code Retry-After} in seconds or as a
 * date (RFC 9110, 10.2.3). What cannot be read counts as not said; what is past is zero; more than a year is a
 * year, which the configuration caps further.
 */
final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Clock clock;

    RetryAfter(Clock clock) {
        this.clock = clock;
    }

    Optional<Duration> read(Headers headers) {
        return first(headers, "retry-after-ms")
                .flatMap(value -> milliseconds(value, 1))
                .or(() -> first(headers, "retry-after").flatMap(this::secondsOrDate))
                .map(RetryAfter::clamp);
    }

    private static Optional<String> first(Headers headers, String name) {
        return headers.values(name).stream().findFirst().map(String::trim);
    }

    private Optional<Duration> secondsOrDate(String value) {
        return milliseconds(value, 1000).or(() -> untilDate(value));
    }

    private static Optional<Duration> milliseconds(String value, int unit) {
        try {
            BigDecimal amount = new BigDecimal(value).multiply(BigDecimal.valueOf(unit));
            BigDecimal longest = BigDecimal.valueOf(LONGEST.toMillis());
            return Optional.of(
                    Duration.ofMillis(amount.min(longest).max(BigDecimal.ZERO).longValue()));
        } catch (NumberFormatException | ArithmeticException notANumber) {
            return Optional.empty();
        }
    }

    private Optional<Duration> untilDate(String value) {
        try {
            ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Optional.of(Duration.between(clock.instant(), date.toInstant()));
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Duration clamp(Duration wait) {
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
