package dev.sluice.validate;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The numbers that words say. A point or comma may part thousands or decimals, so a number can have two readings; the sign
 * does not count, because documents write it in many ways (5-, (5), "credit of 5").
 */
final class WrittenNumbers {
    private static final int MOST_DIGITS = 40;
    /** More numbers than any quote has. */
    private static final int MOST = 500;

    private static final Pattern NUMBER =
            Pattern.compile("(\\d+(?:[.,'’ \\x{a0}\\x{202f}\\x{2009}]\\d+)*)(\\s?%|\\s?\\pL+)?");

    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{1,10})?");
    private static final Pattern WORD = Pattern.compile("\\pL+");

    private static final Map<String, Integer> ZEROS = zeros();
    private static final Map<String, Integer> WORDS = words();

    private final Set<BigDecimal> readings;

    private WrittenNumbers(List<BigDecimal> readings) {
        this.readings = readings.stream().map(WrittenNumbers::canonical).collect(Collectors.toSet());
    }

    static WrittenNumbers in(String text) {
        List<BigDecimal> readings = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        while (readings.size() < MOST && number.find()) {
            String behind = Optional.ofNullable(number.group(2)).orElse("").strip();
            for (BigDecimal reading : readings(number.group(1))) {
                readings.add(reading);
                if (behind.equals("%")) {
                    readings.add(reading.movePointLeft(2));
                }
                Integer zeros = ZEROS.get(behind.toLowerCase(Locale.ROOT));
                if (zeros != null) {
                    readings.add(reading.movePointRight(zeros));
                }
            }
        }
        Matcher word = WORD.matcher(text);
        while (readings.size() < MOST && word.find()) {
            Integer value = WORDS.get(FoldedText.of(word.group()).text());
            if (value != null) {
                readings.add(BigDecimal.valueOf(value));
            }
        }
        return new WrittenNumbers(readings);
    }

    /** A text that is a plain number and nothing else. */
    static Optional<BigDecimal> parse(String text) {
        return PLAIN.matches(text) ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    boolean say(BigDecimal number) {
        return readings.contains(canonical(number));
    }

    private static List<BigDecimal> readings(String written) {
        List<BigDecimal> readings = new ArrayList<>();
        if (written.indexOf('.') < 0 || written.indexOf(',') < 0) {
            add(written.replaceAll("[.,'’\\s\\u00a0\\u202f\\u2009]", ""), readings);
        }
        int last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
        if (last > 0) {
            String whole = written.substring(0, last).replaceAll("[.,'’\\s\\u00a0\\u202f\\u2009]", "");
            String decimals = written.substring(last + 1);
            // 1.234.567 has no decimals.
            if (written.indexOf(written.charAt(last)) == last
                    && decimals.chars().allMatch(Character::isDigit)) {
                add(whole + "." + decimals, readings);
            }
        }
        // 10 20 may be two numbers.
        String[] parts = written.split("[\\s\\u00a0\\u202f\\u2009]", -1);
        if (parts.length > 1) {
            for (String part : parts) {
                readings.addAll(readings(part));
            }
        }
        return readings;
    }

    private static void add(String digits, List<BigDecimal> readings) {
        if (digits.length() <= MOST_DIGITS) {
            readings.add(new BigDecimal(digits));
        }
    }

    private static BigDecimal canonical(BigDecimal number) {
        BigDecimal positive = number.abs();
        return positive.signum() == 0 ? BigDecimal.ZERO : positive.stripTrailingZeros();
    }

    private static Map<String, Integer> zeros() {
        return Map.ofEntries(
                Map.entry("k", 3),
                Map.entry("thousand", 3),
                Map.entry("tausend", 3),
                Map.entry("tsd", 3),
                Map.entry("mille", 3),
                Map.entry("mil", 3),
                Map.entry("m", 6),
                Map.entry("mio", 6),
                Map.entry("mln", 6),
                Map.entry("million", 6),
                Map.entry("millions", 6),
                Map.entry("millionen", 6),
                Map.entry("millones", 6),
                Map.entry("bn", 9),
                Map.entry("billion", 9),
                Map.entry("billions", 9),
                Map.entry("mrd", 9),
                Map.entry("milliarde", 9),
                Map.entry("milliarden", 9),
                Map.entry("milliard", 9),
                Map.entry("milliards", 9));
    }

    /** English, German, French and Spanish, as {@link FoldedText} folds them. */
    private static Map<String, Integer> words() {
        List<String> byValue = List.of(
                "zero null no kein keine aucun cero none",
                "one a an single once first ein eine einen einem einer eins une un uno una",
                "two both pair twice second zwei beide beiden deux dos ambos",
                "three third drei trois tres",
                "four vier quatre cuatro",
                "five funf cinq cinco",
                "six sechs seis",
                "seven sieben sept siete",
                "eight acht huit ocho",
                "nine neun neuf nueve",
                "ten zehn dix diez",
                "eleven elf onze once",
                "twelve dozen zwolf dutzend douze douzaine doce docena");
        return IntStream.range(0, byValue.size())
                .boxed()
                .flatMap(value ->
                        Arrays.stream(byValue.get(value).split(" ", -1)).map(word -> Map.entry(word, value)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, second) -> first));
    }
}
