package dev.sluice.devstack.llm.answer;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds days with a year in the usual notations and gives them as ISO 8601. */
final class DateFinder {
    private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static final String MONTH = "(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|"
            + "Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?";
    private static final String DAY = "(?<day>\\d{1,2})(?:st|nd|rd|th)?";
    private static final String YEAR = "(?<year>(?:19|20)\\d\\d)";
    private static final Pattern DAY_FIRST = Pattern.compile("\\b" + DAY + " (?:of )?" + MONTH + ",? " + YEAR + "\\b");
    private static final Pattern MONTH_FIRST = Pattern.compile("\\b" + MONTH + " " + DAY + ",? " + YEAR + "\\b");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(?<![\\w-])" + YEAR + "[-/](?<number>\\d{2})[-/](?<day>\\d{2})(?![\\d-])");
    private static final Pattern NUMBERS =
            Pattern.compile("(?<![\\w./-])(?<a>\\d{1,2})(?<by>[./])(?<b>\\d{1,2})\\k<by>" + YEAR + "(?![\\w/])");

    private DateFinder() {}

    static List<Hit> find(String text) {
        List<Hit> hits = new ArrayList<>();
        Digits digits = Digits.in(text, 4, 16, 8);
        for (Pattern pattern : List.of(DAY_FIRST, MONTH_FIRST)) {
            digits.forEach(
                    pattern, m -> add(hits, m, monthOf(m.group("month")), Integer.parseInt(m.group("day")), 0.96));
        }
        digits.forEach(
                YEAR_FIRST,
                m -> add(hits, m, Integer.parseInt(m.group("number")), Integer.parseInt(m.group("day")), 0.98));
        digits.forEach(NUMBERS, m -> addNumbers(hits, m));
        hits.sort(Hit.BY_POSITION);
        return hits;
    }

    /** Dots mean the day first. With slashes the month comes first unless it cannot, and where both could, that is a guess. */
    private static void addNumbers(List<Hit> hits, Matcher m) {
        int a = Integer.parseInt(m.group("a"));
        int b = Integer.parseInt(m.group("b"));
        if (m.group("by").equals(".")) {
            add(hits, m, b, a, 0.94);
        } else if (a > 12) {
            add(hits, m, b, a, 0.94);
        } else {
            add(hits, m, a, b, b > 12 || a == b ? 0.94 : 0.72);
        }
    }

    private static void add(List<Hit> hits, Matcher m, int month, int day, double clarity) {
        int year = Integer.parseInt(m.group("year"));
        if (month < 1
                || month > 12
                || day < 1
                || day > YearMonth.of(year, month).lengthOfMonth()) {
            return;
        }
        hits.add(Hit.of(Kind.DATE, LocalDate.of(year, month, day).toString(), m.start(), m.end(), clarity));
    }

    private static int monthOf(String name) {
        return MONTHS.indexOf(name.substring(0, 3).toLowerCase(Locale.ROOT)) / 3 + 1;
    }
}
