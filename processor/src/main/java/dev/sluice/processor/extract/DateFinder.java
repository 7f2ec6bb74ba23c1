package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import dev.sluice.schemas.avro.EntityType;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds calendar dates of the years 1500 to 2199 in the notations of English, German and French, as ISO 8601. Dates that
 * do not exist, and those that could be two different days, are not found.
 */
final class DateFinder {
    private static final int FLAGS = Pattern.UNICODE_CASE;
    private static final String WORD = "(\\p{L}{3,9}+)";
    private static final String YEAR = "(\\d{4})(?!\\d)";

    private static final Pattern ISO = Pattern.compile("(?<![\\d.,/-])(\\d{4})-(\\d{2})-(\\d{2})(?!\\d|-\\d)");
    private static final Pattern YEAR_SLASHED =
            Pattern.compile("(?<![\\d.,/-])(\\d{4})/(\\d{1,2})/(\\d{1,2})(?![\\d/])");
    private static final Pattern DAY_NAME = Pattern.compile(
            "(?<![\\d.,/-])(\\d{1,2})(?:st|nd|rd|th|er|\\.)?(?: of)?[ \\n-]" + WORD + "\\.?,?[ \\n-]" + YEAR, FLAGS);
    private static final Pattern NAME_DAY =
            Pattern.compile("(?<!\\p{L})" + WORD + "\\.?[ \\n](\\d{1,2})(?:st|nd|rd|th)?,?[ \\n]" + YEAR, FLAGS);
    private static final Pattern DOTTED =
            Pattern.compile("(?<![\\d.,/-])(\\d{1,2})\\. ?(\\d{1,2})\\. ?" + YEAR + "(?!\\.\\d)");
    private static final Pattern SHORT_DOTTED =
            Pattern.compile("(?<![\\d.,/-])(\\d{1,2})\\.(\\d{2})\\.(\\d{2})(?![\\d]|\\.\\d)");
    private static final Pattern SLASHED =
            Pattern.compile("(?<![\\d.,/-])(\\d{1,2})([/-])(\\d{1,2})\\2" + YEAR + "(?![/-]\\d)");

    private final String text;
    private final Language language;
    private final DateOrder order;
    private final List<Mention> found = new ArrayList<>();

    private DateFinder(String text, Language language, DateOrder order) {
        this.text = text;
        this.language = language;
        this.order = order;
    }

    static List<Mention> find(String text, Language language, DateOrder order) {
        DateFinder finder = new DateFinder(text, language, order);
        finder.findAll();
        return finder.found;
    }

    private void findAll() {
        each(ISO, match -> add(match, number(match, 1), number(match, 2), number(match, 3), 0.98));
        each(YEAR_SLASHED, match -> add(match, number(match, 1), number(match, 2), number(match, 3), 0.93));
        each(DAY_NAME, match -> add(match, number(match, 3), Months.number(match.group(2)), number(match, 1), 0.97));
        each(NAME_DAY, match -> add(match, number(match, 3), Months.number(match.group(1)), number(match, 2), 0.97));
        each(DOTTED, match -> add(match, number(match, 3), number(match, 2), number(match, 1), 0.95));
        if (language == Language.GERMAN) {
            // A year of two digits is this century's up to 69, as POSIX strptime reads it.
            each(SHORT_DOTTED, match -> {
                int year = number(match, 3);
                add(match, year < 70 ? 2000 + year : 1900 + year, number(match, 2), number(match, 1), 0.82);
            });
        }
        each(SLASHED, this::addSlashed);
    }

    private void addSlashed(MatchResult match) {
        int first = number(match, 1);
        int second = number(match, 3);
        int year = number(match, 4);
        if (first > 12 || first == second) {
            add(match, year, second, first, 0.93);
        } else if (second > 12) {
            add(match, year, first, second, 0.93);
        } else {
            switch (order) {
                case DAY_FIRST -> add(match, year, second, first, 0.85);
                case MONTH_FIRST -> add(match, year, first, second, 0.85);
                case UNKNOWN -> {
                    // Two different days: saying neither is better than saying the wrong one.
                }
            }
        }
    }

    private void each(Pattern pattern, Consumer<MatchResult> use) {
        Matcher matcher = pattern.matcher(text);
        while (found.size() < Mention.MOST && matcher.find()) {
            use.accept(matcher);
        }
    }

    private void add(MatchResult match, int year, int month, int day, double confidence) {
        date(year, month, day)
                .ifPresent(date -> found.add(
                        Mention.of(EntityType.DATE, date.toString(), match.start(), match.end(), confidence)));
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        boolean exists = year >= 1500
                && year < 2200
                && month >= 1
                && month <= 12
                && YearMonth.of(year, month).isValidDay(day);
        return exists ? Optional.of(LocalDate.of(year, month, day)) : Optional.empty();
    }

    private static int number(MatchResult match, int group) {
        return Integer.parseInt(match.group(group));
    }
}
