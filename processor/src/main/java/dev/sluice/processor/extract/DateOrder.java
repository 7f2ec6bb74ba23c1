package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which number of 01/03/2024 is the day. */
enum DateOrder {
    DAY_FIRST,
    MONTH_FIRST,
    UNKNOWN;

    private static final Pattern SLASHED = Pattern.compile("(?<![\\d/-])(\\d{1,2})[/-](\\d{1,2})[/-]\\d{4}(?![\\d/-])");
    private static final int MOST_WITNESSES = 100;
    private static final Set<String> DAY_FIRST_ENGLISH = Set.of("GB", "IE", "AU", "NZ", "IN", "ZA");

    /**
     * The order of a document: by its language, where that settles it. English alone does not, as Americans and British
     * write it differently; then by the document's other dates, if one of them can be read in one way only.
     */
    static DateOrder of(Optional<String> languageTag, Language language, String text) {
        if (language == Language.GERMAN || language == Language.FRENCH) {
            return DAY_FIRST;
        }
        String region =
                languageTag.map(tag -> Locale.forLanguageTag(tag).getCountry()).orElse("");
        if (language == Language.ENGLISH && region.equals("US")) {
            return MONTH_FIRST;
        }
        if (language == Language.ENGLISH && DAY_FIRST_ENGLISH.contains(region)) {
            return DAY_FIRST;
        }
        return byWitnesses(text);
    }

    private static DateOrder byWitnesses(String text) {
        boolean dayFirst = false;
        boolean monthFirst = false;
        Matcher matcher = SLASHED.matcher(text);
        for (int seen = 0; seen < MOST_WITNESSES && matcher.find(); seen++) {
            int first = Integer.parseInt(matcher.group(1));
            int second = Integer.parseInt(matcher.group(2));
            dayFirst |= first > 12 && second <= 12;
            monthFirst |= second > 12 && first <= 12;
        }
        if (dayFirst == monthFirst) {
            return UNKNOWN;
        }
        return dayFirst ? DAY_FIRST : MONTH_FIRST;
    }
}
