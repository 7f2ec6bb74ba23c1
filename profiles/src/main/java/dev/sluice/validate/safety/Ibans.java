package dev.sluice.validate.safety;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** International bank account numbers (ISO 13616). */
final class Ibans {
    /** That of Norway. */
    static final int SHORTEST = 15;

    /** The lengths in the registry of SWIFT, release 99. */
    private static final Map<String, Integer> LENGTHS = lengths("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29"
            + " BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27"
            + " GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22"
            + " MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24"
            + " SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30");

    private Ibans() {}

    /** Where the number ends that begins here; 0 if none does. */
    static int end(String text, int start, int limit) {
        int length = LENGTHS.getOrDefault(text.substring(start, start + 2).toUpperCase(Locale.ROOT), Integer.MAX_VALUE);
        StringBuilder compact = new StringBuilder();
        int position = start;
        while (position < limit && compact.length() < length) {
            if (text.charAt(position) != ' ') {
                compact.append(text.charAt(position));
            }
            position++;
        }
        boolean goesOn = position < text.length() && Character.isLetterOrDigit(text.charAt(position));
        return compact.length() == length && !goesOn && remainder(compact.toString()) == 1 ? position : 0;
    }

    /** By 97, of the number with its first four characters at its end and each letter as two digits from 10 (ISO 7064). */
    private static int remainder(String iban) {
        String turned = iban.substring(4) + iban.substring(0, 4);
        int remainder = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }

    private static Map<String, Integer> lengths(String list) {
        Map<String, Integer> lengths = new HashMap<>();
        for (String entry : list.split(" ", -1)) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return Map.copyOf(lengths);
    }
}
