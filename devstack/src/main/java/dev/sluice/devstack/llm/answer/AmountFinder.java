package dev.sluice.devstack.llm.answer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds sums of money and gives them as plain decimals with the ISO 4217 code of their currency. */
final class AmountFinder {
    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("€", "EUR"),
            Map.entry("$", "USD"),
            Map.entry("us$", "USD"),
            Map.entry("£", "GBP"),
            Map.entry("¥", "JPY"),
            Map.entry("euro", "EUR"),
            Map.entry("euros", "EUR"),
            Map.entry("dollars", "USD"),
            Map.entry("dollar", "USD"),
            Map.entry("pounds", "GBP"));
    private static final Map<String, Integer> MAGNITUDES =
            Map.of("thousand", 3, "k", 3, "million", 6, "m", 6, "billion", 9, "bn", 9);
    private static final String NUMBER =
            "(?<number>\\d{1,3}(?:[,.'  ]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?)(?![\\d])";
    private static final String MAGNITUDE = "(?:\\s?(?<magnitude>thousand|million|billion|bn|k|m)\\b)?";
    private static final String CODE =
            "USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|INR|CNY|BRL|ZAR|SGD|MXN";
    private static final Pattern BEFORE =
            Pattern.compile("(?<![\\w$])(?<currency>US\\$|[€$£¥]|" + CODE + ")[  ]?" + NUMBER + MAGNITUDE);
    private static final Pattern AFTER = Pattern.compile("(?<![\\w.,$€£¥])" + NUMBER + MAGNITUDE
            + "[  ]?(?:(?<currency>" + CODE + "|euros?|dollars?|pounds)\\b|(?<symbol>[€£¥]))");

    private AmountFinder() {}

    static List<Hit> find(String text) {
        List<Hit> hits = new ArrayList<>();
        Digits digits = Digits.in(text, 1, 5, 16);
        digits.forEach(BEFORE, m -> hits.add(hit(m, m.group("currency"))));
        digits.forEach(AFTER, m -> {
            Hit hit = hit(m, Optional.ofNullable(m.group("currency")).orElse(m.group("symbol")));
            if (hits.stream().noneMatch(hit::overlaps)) {
                hits.add(hit);
            }
        });
        hits.sort(Hit.BY_POSITION);
        return hits;
    }

    private static Hit hit(Matcher m, String currency) {
        BigDecimal value = decimal(m.group("number"));
        String magnitude = m.group("magnitude");
        if (magnitude != null) {
            value = value.scaleByPowerOfTen(MAGNITUDES.getOrDefault(magnitude, 0));
        }
        String unit = CODES.getOrDefault(currency.toLowerCase(Locale.ROOT), currency);
        return new Hit(Kind.AMOUNT, value.toPlainString(), unit, m.start(), m.end(), 0.96);
    }

    /** A comma or a dot before one or two last digits sets off the fraction; any other separates thousands. */
    static BigDecimal decimal(String number) {
        int last = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        boolean fraction = last >= 0 && number.length() - last <= 3;
        String whole = (fraction ? number.substring(0, last) : number).replaceAll("\\D", "");
        return new BigDecimal(fraction ? whole + "." + number.substring(last + 1) : whole);
    }
}
