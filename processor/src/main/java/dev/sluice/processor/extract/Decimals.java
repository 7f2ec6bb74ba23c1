package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import java.math.BigDecimal;
import java.util.Optional;

/** Reads decimal numbers as people write them: 1,234.50, 1.234,50, 1 234,50, 1'234.50, 1234.5. */
final class Decimals {
    private static final int LONGEST = 24;

    private Decimals() {}

    /**
     * The number, its written decimals kept; none where it is ambiguous in the language, as 1.234 is in English.
     *
     * @param digits digits with separators between them
     */
    static Optional<BigDecimal> read(String digits, Language language) {
        if (digits.length() > LONGEST) {
            return Optional.empty();
        }
        String plain = digits.replaceAll("[ '’\\u202f]", "");
        int comma = plain.lastIndexOf(',');
        int point = plain.lastIndexOf('.');
        if (comma < 0 && point < 0) {
            return Optional.of(new BigDecimal(plain));
        }
        int last = Math.max(comma, point);
        char separator = plain.charAt(last);
        int decimals = plain.length() - last - 1;
        boolean bothKinds = comma >= 0 && point >= 0;
        boolean repeated = plain.indexOf(separator) < last;
        if (bothKinds && repeated) {
            return Optional.empty();
        }
        boolean groups = repeated || (!bothKinds && decimals == 3);
        if (groups && !repeated && separator == decimalSeparator(language)) {
            return Optional.empty();
        }
        String whole = plain.substring(0, last).replace(",", "").replace(".", "");
        String rest = plain.substring(last + 1);
        return Optional.of(new BigDecimal(groups ? whole + rest : whole + "." + rest));
    }

    private static char decimalSeparator(Language language) {
        return language == Language.GERMAN || language == Language.FRENCH ? ',' : '.';
    }
}
