package dev.sluice.validate.safety;

import com.google.re2j.Pattern;

/** Payment cards' numbers (ISO/IEC 7812). */
final class Cards {
    static final int SHORTEST = 13;
    static final int LONGEST = 19;

    /** Visa, Mastercard, American Express, Discover, JCB, Diners Club, Maestro, UnionPay, each with its lengths. */
    private static final Pattern ISSUERS = Pattern.compile("4(?:\\d{12}|\\d{15}|\\d{18})|5[1-5]\\d{14}"
            + "|2(?:22[1-9]|2[3-9]\\d|[3-6]\\d{2}|7[01]\\d|720)\\d{12}|3[47]\\d{13}|6(?:011|4[4-9]\\d|5\\d{2})\\d{12}"
            + "|35\\d{14}|3(?:0[0-5]|[68]\\d)\\d{11}|(?:50|5[6-8])\\d{11,17}|62\\d{14,17}");

    private Cards() {}

    static boolean isOne(String digits) {
        return ISSUERS.matches(digits) && luhn(digits);
    }

    /** The check digit of ISO/IEC 7812-1, annex B. */
    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return sum % 10 == 0;
    }
}
