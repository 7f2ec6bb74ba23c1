package dev.sluice.quickstart.control;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Spans of time as people write them: {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 2d}. */
final class TimeSpan implements ITypeConverter<Duration> {
    private static final Pattern FORM =
            Pattern.compile("(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m)?(?:(\\d{1,7})s)?");

    @Override
    public Duration convert(String text) {
        Matcher form = FORM.matcher(text);
        Duration span = form.matches()
                ? Duration.ofDays(number(form, 1))
                        .plusHours(number(form, 2))
                        .plusMinutes(number(form, 3))
                        .plusSeconds(number(form, 4))
                : Duration.ZERO;
        if (span.isZero()) {
            throw new TypeConversionException("expected a time such as 90s, 30m, 2h or 1d, not '" + text + "'");
        }
        return span;
    }

    private static long number(Matcher form, int group) {
        String digits = form.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
