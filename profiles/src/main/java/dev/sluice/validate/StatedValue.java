package dev.sluice.validate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells whether words of a document say a value, however they write it: letters in any case and order, with or without
 * accents and punctuation; numbers as 1.234,50 or 1,234.50 or in words; dates as 2 May 2026, 02/05/2026 or 2026-05-02;
 * e-mail addresses as jane (at) example (dot) com; telephone numbers with or without their country; currencies by sign.
 *
 * <p>What is written ambiguously (02/05/2026, 1,234) agrees with each of its readings. The time is proportional to the
 * words. Stateless and thread-safe.
 */
public final class StatedValue {
    private static final int FEWEST_COMPACT = 4;
    private static final int FEWEST_PHONE_DIGITS = 7;

    private StatedValue() {}

    /**
     * Whether the words say the value.
     *
     * @param value a text or a number; anything else is not stated but concluded, and agrees
     * @param words of the document, such as an evidence's quote
     */
    public static boolean agrees(JsonNode value, String words) {
        if (value.isNumber()) {
            return WrittenNumbers.in(words).say(value.decimalValue());
        }
        return !value.isTextual() || agrees(value.asText().strip(), words);
    }

    private static boolean agrees(String value, String words) {
        return Grounding.in(words).find(value).isPresent()
                || saysDate(value, words)
                || WrittenNumbers.parse(value)
                        .map(number -> WrittenNumbers.in(words).say(number))
                        .orElse(false)
                || saysCompactly(value, words)
                || saysInOtherOrder(value, words)
                || saysPhone(value, words)
                || WrittenCurrencies.say(value, words);
    }

    private static boolean saysDate(String value, String words) {
        return WrittenDates.date(value)
                .map(date -> WrittenDates.in(words).say(date))
                .orElse(false);
    }

    /** Without anything between letters and digits: DE89 3704 is DE893704, jane (at) example.com is jane@example.com. */
    private static boolean saysCompactly(String value, String words) {
        Compact wanted = Compact.of(value);
        return wanted.text().length() >= FEWEST_COMPACT
                && (Compact.of(words).contains(wanted)
                        || (value.contains("@") && Compact.of(withoutAts(words)).contains(wanted)));
    }

    /** Addresses are spelled out to hide them from machines. */
    private static String withoutAts(String words) {
        String spelled = words.toLowerCase(Locale.ROOT);
        for (String at : List.of("(at)", "[at]", "{at}", " at ", "(ät)", "(a)")) {
            spelled = spelled.replace(at, "");
        }
        for (String dot : List.of("(dot)", "[dot]", "{dot}", " dot ", "(punkt)", "(point)", "(punto)")) {
            spelled = spelled.replace(dot, "");
        }
        return spelled;
    }

    /** Doe, Jane is Jane Doe. */
    private static boolean saysInOtherOrder(String value, String words) {
        Set<String> wanted = wordsOf(value);
        return wanted.size() > 1 && wordsOf(words).containsAll(wanted);
    }

    private static Set<String> wordsOf(String text) {
        Set<String> words =
                new HashSet<>(Arrays.asList(FoldedText.of(text).text().split(" ", -1)));
        words.remove("");
        return words;
    }

    /** +49 30 1234567 is 030 1234567. */
    private static boolean saysPhone(String value, String words) {
        if (!value.startsWith("+") && !value.startsWith("00")) {
            return false;
        }
        String wanted = digits(value);
        String national = digits(words).replaceFirst("^0+", "");
        return national.length() >= FEWEST_PHONE_DIGITS && wanted.endsWith(national);
    }

    private static String digits(String text) {
        return text.codePoints()
                .filter(c -> c >= '0' && c <= '9')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
