package dev.sluice.validate.safety;

import java.util.Locale;
import java.util.Set;

/** Numbers that states give to people, with their check digits where they have any. */
final class NationalIds {
    /** Of the British one. */
    static final int FEWEST_DIGITS = 6;

    private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final Set<String> NO_NINO = Set.of("BG", "GB", "KN", "NK", "NT", "TN", "ZZ");

    private NationalIds() {}

    /** @param written in one of the forms that such numbers have */
    static boolean isOne(String written) {
        String compact = written.replaceAll("[ -]", "").toUpperCase(Locale.ROOT);
        boolean letterLast = Character.isLetter(compact.charAt(compact.length() - 1));
        if (letterLast) {
            return compact.length() == 9 && (isSpanish(compact) || isBritish(compact));
        }
        return written.contains("-") ? isAmerican(compact) : isGerman(compact);
    }

    /** DNI and NIE: the letter is the number's remainder by 23, where X, Y and Z in front are 0, 1 and 2. */
    private static boolean isSpanish(String id) {
        String number = switch (id.charAt(0)) {
            case 'X' -> "0" + id.substring(1, 8);
            case 'Y' -> "1" + id.substring(1, 8);
            case 'Z' -> "2" + id.substring(1, 8);
            default -> id.substring(0, 8);
        };
        return number.chars().allMatch(Character::isDigit)
                && SPANISH_LETTERS.charAt(Integer.parseInt(number) % 23) == id.charAt(8);
    }

    /** National Insurance number: the form alone, without the prefixes that are never given. */
    private static boolean isBritish(String id) {
        return Character.isLetter(id.charAt(0))
                && Character.isLetter(id.charAt(1))
                && "DFIQUV".indexOf(id.charAt(0)) < 0
                && "DFIOQUV".indexOf(id.charAt(1)) < 0
                && !NO_NINO.contains(id.substring(0, 2));
    }

    /** Social Security number: the form alone, without the areas, groups and serials that are never given. */
    private static boolean isAmerican(String id) {
        return id.length() == 9
                && !id.startsWith("000")
                && !id.startsWith("666")
                && id.charAt(0) != '9'
                && !id.startsWith("00", 3)
                && !id.endsWith("0000");
    }

    /** Steuer-ID: of its first ten digits one comes twice or thrice, and the last is the check digit (ISO 7064, mod 11, 10). */
    private static boolean isGerman(String id) {
        if (id.length() != 11 || id.charAt(0) == '0') {
            return false;
        }
        int[] counts = new int[10];
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int digit = id.charAt(i) - '0';
            counts[digit]++;
            int sum = (digit + product) % 10;
            product = 2 * (sum == 0 ? 10 : sum) % 11;
        }
        int repeated = 0;
        int most = 0;
        for (int count : counts) {
            repeated += count > 1 ? 1 : 0;
            most = Math.max(most, count);
        }
        return repeated == 1 && most <= 3 && (11 - product) % 10 == id.charAt(10) - '0';
    }
}
