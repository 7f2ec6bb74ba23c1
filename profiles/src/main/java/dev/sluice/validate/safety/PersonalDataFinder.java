package dev.sluice.validate.safety;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.sluice.validate.safety.DigitStretches.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds personal data and secrets in a text by their forms and check digits; RE2 expressions, so in linear time. Stateless
 * and thread-safe.
 */
public final class PersonalDataFinder {
    private static final Pattern DIGITS = Pattern.compile("\\d(?:[ -]?\\d){12,}");
    private static final Pattern IBAN = Pattern.compile("\\b[A-Za-z]{2}\\d{2}(?: ?[A-Za-z0-9]){11,30}");
    private static final Pattern NATIONAL_ID = Pattern.compile(
            "\\b\\d{3}-\\d{2}-\\d{4}\\b|\\b(?:\\d{8}|[XYZxyz]-?\\d{7})-?[A-Za-z]\\b|\\b\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}\\b"
                    + "|\\b[A-Za-z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-Da-d]\\b");
    /** Whole texts are not searched by it, see {@link #addAddresses}. */
    static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._%+'-]*@(?:[\\pL0-9](?:[\\pL0-9-]*[\\pL0-9])?\\.)+\\pL{2,}");

    private static final Pattern PHONE = Pattern.compile(
            "(?:\\+|\\b00)\\d{1,3}(?:[ ./-]{0,2}\\(?\\d{1,5}\\)?){2,6}|\\(?\\b0\\d{1,5}\\)?(?:[ ./-]{1,3}\\d{2,9}){1,5}"
                    + "|(?:\\(\\d{3}\\) ?|\\b\\d{3}[.-])\\d{3}[.-]\\d{4}\\b");
    private static final Pattern SECRET = Pattern.compile(
            "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b|\\bsk-[A-Za-z0-9_-]{20,}|\\bgh[pousr]_[A-Za-z0-9]{36,}"
                    + "|\\bxox[abprs]-[A-Za-z0-9-]{10,}|\\bAIza[0-9A-Za-z_-]{35}"
                    + "|\\beyJ[A-Za-z0-9_-]{5,}\\.eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*"
                    // Without its end too: a summary may break off.
                    + "|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[A-Za-z0-9+/=\\s:,-]*-----END [A-Z ]{0,30}PRIVATE KEY-----)?");

    /** One of these is in every match of {@link #SECRET}. */
    private static final List<String> SECRET_MARKS =
            List.of("AKIA", "ASIA", "sk-", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "xox", "AIza", "eyJ", "-----BEGIN");

    private static final int FEWEST_PHONE_DIGITS = 7;
    private static final int MOST_PHONE_DIGITS = 15;

    private PersonalDataFinder() {}

    /**
     * A place that holds personal data.
     *
     * @param start inclusive, in UTF-16 units
     * @param end exclusive
     */
    public record Found(PersonalData kind, int start, int end) {}

    /** All places with data of these kinds; where one is within another, such as a card's digits in an IBAN, both. */
    public static List<Found> find(String text, Set<PersonalData> kinds) {
        List<Found> found = new ArrayList<>();
        boolean mayHaveNumbers = kinds.stream().anyMatch(PersonalDataFinder::isNumber);
        for (Stretch stretch : mayHaveNumbers ? DigitStretches.of(text) : List.<Stretch>of()) {
            String part = text.substring(stretch.start(), stretch.end());
            for (PersonalData kind : kinds) {
                if (isNumber(kind) && isPossible(kind, part, stretch.digits())) {
                    List<Found> within = new ArrayList<>();
                    addNumbers(kind, part, within);
                    within.forEach(each ->
                            found.add(new Found(kind, stretch.start() + each.start(), stretch.start() + each.end())));
                }
            }
        }
        if (kinds.contains(PersonalData.EMAIL)) {
            addAddresses(text, found);
        }
        if (kinds.contains(PersonalData.SECRET) && SECRET_MARKS.stream().anyMatch(text::contains)) {
            add(PersonalData.SECRET, SECRET, text, found, (all, start, end) -> true);
        }
        return found;
    }

    /** Adds all numbers of a kind, without a look at whether there can be any. */
    static void addNumbers(PersonalData kind, String text, List<Found> found) {
        switch (kind) {
            case CARD -> addCards(text, found);
            case IBAN -> addIbans(text, found);
            case NATIONAL_ID ->
                add(kind, NATIONAL_ID, text, found, (all, start, end) -> NationalIds.isOne(all.substring(start, end)));
            case PHONE -> add(kind, PHONE, text, found, PersonalDataFinder::isPhone);
            case EMAIL, SECRET -> throw new IllegalArgumentException(kind + " is no number");
        }
    }

    private static boolean isNumber(PersonalData kind) {
        return kind != PersonalData.EMAIL && kind != PersonalData.SECRET;
    }

    /**
     * Tells most texts without the data at a glance: the gate looks at dozens of short quotes of each document, and the
     * expressions cost it more than all its other checks.
     */
    private static boolean isPossible(PersonalData kind, String text, int digits) {
        return switch (kind) {
            case CARD -> digits >= Cards.SHORTEST;
            case IBAN -> digits >= 2 && text.length() >= Ibans.SHORTEST && hasCountry(text);
            case NATIONAL_ID -> digits >= NationalIds.FEWEST_DIGITS;
            case PHONE -> digits >= FEWEST_PHONE_DIGITS;
            case EMAIL, SECRET -> true;
        };
    }

    /** Whether two letters stand before two digits, as in every IBAN. */
    private static boolean hasCountry(String text) {
        for (int i = 3; i < text.length(); i++) {
            if (DigitStretches.isDigit(text.charAt(i))
                    && DigitStretches.isDigit(text.charAt(i - 1))
                    && Character.isLetter(text.charAt(i - 2))
                    && Character.isLetter(text.charAt(i - 3))) {
                return true;
            }
        }
        return false;
    }

    private interface Check {
        boolean accepts(String text, int start, int end);
    }

    private static void add(PersonalData kind, Pattern pattern, String text, List<Found> found, Check check) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            if (check.accepts(text, matcher.start(), matcher.end())) {
                found.add(new Found(kind, matcher.start(), matcher.end()));
            }
        }
    }

    /** Looks only at what stands around each at sign: the expression takes far longer over a text than this. */
    private static void addAddresses(String text, List<Found> found) {
        int border = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int start = at;
            while (start > border && isInLocalPart(text.charAt(start - 1))) {
                start--;
            }
            int end = at + 1;
            while (end < text.length() && isInDomain(text.charAt(end))) {
                end++;
            }
            Matcher matcher = EMAIL.matcher(text.substring(start, end));
            if (matcher.find()) {
                border = start + matcher.end();
                found.add(new Found(PersonalData.EMAIL, start + matcher.start(), border));
            }
        }
    }

    private static boolean isInLocalPart(char each) {
        return (each >= 'A' && each <= 'Z')
                || (each >= 'a' && each <= 'z')
                || DigitStretches.isDigit(each)
                || "._%+'-".indexOf(each) >= 0;
    }

    /** Surrogates too: a pair of them can be a letter. */
    private static boolean isInDomain(char each) {
        return Character.isLetter(each)
                || Character.isSurrogate(each)
                || DigitStretches.isDigit(each)
                || each == '-'
                || each == '.';
    }

    /** Other numbers may stand before and behind, such as the month of expiry: each group may begin or end it. */
    private static void addCards(String text, List<Found> found) {
        Matcher run = DIGITS.matcher(text);
        while (run.find()) {
            int start = run.start();
            while (start < run.end()) {
                int end = isGroupStart(text, start) ? cardEnd(text, start, run.end()) : 0;
                if (end > 0) {
                    found.add(new Found(PersonalData.CARD, start, end));
                }
                start = Math.max(start + 1, end);
            }
        }
    }

    private static int cardEnd(String text, int start, int limit) {
        StringBuilder digits = new StringBuilder();
        for (int i = start; i < limit && digits.length() < Cards.LONGEST; i++) {
            if (Character.isDigit(text.charAt(i))) {
                digits.append(text.charAt(i));
                boolean endsGroup = i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1));
                if (endsGroup && Cards.isOne(digits.toString())) {
                    return i + 1;
                }
            }
        }
        return 0;
    }

    private static boolean isGroupStart(String text, int at) {
        return Character.isDigit(text.charAt(at)) && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
    }

    /** The form takes in words that follow; the country tells where the number ends. */
    private static void addIbans(String text, List<Found> found) {
        Matcher matcher = IBAN.matcher(text);
        while (matcher.find()) {
            int end = Ibans.end(text, matcher.start(), matcher.end());
            if (end > 0) {
                found.add(new Found(PersonalData.IBAN, matcher.start(), end));
            }
        }
    }

    private static boolean isPhone(String text, int start, int end) {
        int count = digits(text, start, end).length();
        return count >= FEWEST_PHONE_DIGITS && count <= MOST_PHONE_DIGITS && isAlone(text, start, end);
    }

    private static boolean isAlone(String text, int start, int end) {
        return (start == 0 || !Character.isLetterOrDigit(text.charAt(start - 1)))
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
    }

    private static String digits(String text, int start, int end) {
        StringBuilder digits = new StringBuilder();
        for (int i = start; i < end; i++) {
            if (Character.isDigit(text.charAt(i))) {
                digits.append((char) ('0' + Character.digit(text.charAt(i), 10)));
            }
        }
        return digits.toString();
    }
}
