package dev.sluice.validate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The days that words say, in English, German, French and Spanish. Where the order of day and month is open, both count;
 * where the year or the day is left out, any year and the first or last day of the month count; and where the day is
 * relative (yesterday, last Monday), which only the document's own date can settle, any day counts.
 */
final class WrittenDates {
    private static final int UNKNOWN = 0;

    private static final Pattern VALUE = Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:T.*)?");

    /** Without accents and in lower case. */
    private static final List<String> MONTHS = List.of(
            "january jan januar janner janvier janv enero ene",
            "february feb februar febr fevrier fevr febrero",
            "march mar marz mrz mars marzo",
            "april apr avril avr abril abr",
            "may mai mayo",
            "june jun juni juin junio",
            "july jul juli juillet juil julio",
            "august aug aout agosto ago",
            "september sep sept septembre septiembre setiembre",
            "october oct oktober okt octobre octubre",
            "november nov novembre noviembre",
            "december dec dezember dez decembre diciembre dic");

    private static final Map<String, Integer> MONTH_NUMBERS = IntStream.range(0, MONTHS.size())
            .boxed()
            .flatMap(month -> Stream.of(MONTHS.get(month).split(" ", -1)).map(name -> Map.entry(name, month + 1)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final String MONTH = "\\b(" + String.join("|", MONTHS).replace(' ', '|') + ")\\b\\.?";
    private static final String YEAR = "(?:'?(\\d{4}|\\d{2})\\b)";

    private static final Pattern DAY_FIRST =
            Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th|er|o|\\.)?[ -]*(?:of|de|den)?[ -]*" + MONTH
                    + "(?:[ ,-]*(?:de|del|of)?[ ,-]*" + YEAR + ")?");
    private static final Pattern MONTH_FIRST =
            Pattern.compile(MONTH + " *(\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? *(\\d{4})\\b)?");
    private static final Pattern MONTH_ONLY = Pattern.compile(MONTH + "[ ,]*(?:de|del|of)? *(\\d{4})\\b");
    private static final Pattern NUMERIC =
            Pattern.compile("\\b(\\d{1,4}) ?[./-] ?(\\d{1,2})(?: ?[./-] ?(\\d{4}|\\d{2})?)?");
    private static final Pattern COMPACT = Pattern.compile("\\b(\\d{4})(\\d{2})(\\d{2})\\b");
    private static final Pattern YEAR_ONLY = Pattern.compile("\\b(\\d{4})\\b");
    private static final Pattern RELATIVE =
            Pattern.compile("\\b(today|yesterday|tomorrow|tonight|ago|last|next|this|since"
                    + "|(?:mon|tues|wednes|thurs|fri|satur|sun)day|heute|gestern|morgen|vorgestern|ubermorgen|letzte[nrms]?"
                    + "|nachste[nrms]?|vor|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|aujourd|hier|demain|derniere?"
                    + "|prochaine?|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hoy|ayer|manana|pasad[oa]|proxim[oa]|hace"
                    + "|lunes|martes|miercoles|jueves|viernes|sabado|domingo)\\b");

    /** A day as it was written; parts that were left out are {@link #UNKNOWN}. */
    private record Day(int year, int month, int day) {
        boolean means(LocalDate date) {
            boolean sameYear =
                    year == UNKNOWN || year == date.getYear() || (year < 100 && year == date.getYear() % 100);
            boolean sameMonth = month == date.getMonthValue()
                    || (month == UNKNOWN && isEdge(date.getDayOfYear(), date.lengthOfYear()));
            boolean sameDay = day == date.getDayOfMonth()
                    || (day == UNKNOWN && isEdge(date.getDayOfMonth(), date.lengthOfMonth()));
            return sameYear && sameMonth && sameDay;
        }

        private static boolean isEdge(int position, int length) {
            return position == 1 || position == length;
        }
    }

    private final List<Day> days;
    private final boolean isRelative;

    private WrittenDates(List<Day> days, boolean isRelative) {
        this.days = days;
        this.isRelative = isRelative;
    }

    static WrittenDates in(String text) {
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)
                .replaceAll("\\p{Mn}", "")
                .replaceAll("\\s+", " ");
        List<Day> days = new ArrayList<>();
        find(DAY_FIRST, plain, m -> days.add(new Day(number(m.group(3)), month(m.group(2)), number(m.group(1)))));
        find(MONTH_FIRST, plain, m -> days.add(new Day(number(m.group(3)), month(m.group(1)), number(m.group(2)))));
        find(MONTH_ONLY, plain, m -> days.add(new Day(number(m.group(2)), month(m.group(1)), UNKNOWN)));
        find(COMPACT, plain, m -> days.add(new Day(number(m.group(1)), number(m.group(2)), number(m.group(3)))));
        find(NUMERIC, plain, m -> addNumeric(number(m.group(1)), number(m.group(2)), number(m.group(3)), days));
        boolean isRelative = days.isEmpty() && RELATIVE.matcher(plain).find();
        if (days.isEmpty()) {
            find(YEAR_ONLY, plain, m -> days.add(new Day(number(m.group(1)), UNKNOWN, UNKNOWN)));
        }
        return new WrittenDates(days, isRelative);
    }

    /** A value that is a day, or a time of a day, as ISO 8601 writes it. */
    static Optional<LocalDate> date(String value) {
        Matcher matcher = VALUE.matcher(value);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(matcher.group(1)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean say(LocalDate date) {
        return isRelative || days.stream().anyMatch(day -> day.means(date));
    }

    private static void addNumeric(int first, int second, int third, List<Day> days) {
        if (first > 31) {
            days.add(new Day(first, second, third));
        } else {
            days.add(new Day(third, second, first));
            days.add(new Day(third, first, second));
        }
    }

    private static void find(Pattern pattern, String text, Consumer<Matcher> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.accept(matcher);
        }
    }

    private static int month(String name) {
        return MONTH_NUMBERS.getOrDefault(name, UNKNOWN);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? UNKNOWN : Integer.parseInt(digits);
    }
}
