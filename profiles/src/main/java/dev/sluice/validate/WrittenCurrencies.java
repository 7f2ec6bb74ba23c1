package dev.sluice.validate;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Currencies as documents write them, for their codes of ISO 4217. */
final class WrittenCurrencies {
    private static final List<String> DOLLARS = List.of("$", "dollar");
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("EUR", List.of("€", "euro")),
            Map.entry("USD", DOLLARS),
            Map.entry("CAD", DOLLARS),
            Map.entry("AUD", DOLLARS),
            Map.entry("NZD", DOLLARS),
            Map.entry("SGD", DOLLARS),
            Map.entry("HKD", DOLLARS),
            Map.entry("GBP", List.of("£", "pound", "sterling")),
            Map.entry("JPY", List.of("¥", "円", "yen")),
            Map.entry("CNY", List.of("¥", "元", "yuan")),
            Map.entry("CHF", List.of("fr.", "franken", "franc")),
            Map.entry("PLN", List.of("zł", "zloty")),
            Map.entry("CZK", List.of("kč")),
            Map.entry("SEK", List.of("kr", "krona", "kronor")),
            Map.entry("NOK", List.of("kr", "krone")),
            Map.entry("DKK", List.of("kr", "krone")),
            Map.entry("INR", List.of("₹", "rupee")),
            Map.entry("KRW", List.of("₩")),
            Map.entry("TRY", List.of("₺")),
            Map.entry("BRL", List.of("r$", "real", "reais")));

    private WrittenCurrencies() {}

    static boolean say(String code, String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return NAMES.getOrDefault(code, List.of()).stream().anyMatch(lower::contains);
    }
}
