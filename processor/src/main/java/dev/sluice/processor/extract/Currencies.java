package dev.sluice.processor.extract;

import dev.sluice.processor.text.WordList;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The currencies that amounts are read in, by ISO 4217 code, sign or name. */
final class Currencies {
    /** Codes that are no words of English, German or French. */
    private static final Set<String> CODES = WordList.of(
            "EUR USD GBP CHF JPY CNY CAD AUD NZD SEK NOK DKK PLN CZK HUF RON BGN INR BRL MXN ZAR SGD HKD KRW",
            "ILS AED SAR UAH ISK THB");

    private static final Map<String, Unit> SIGNS = Map.ofEntries(
            Map.entry("€", new Unit("EUR", 0.95)),
            Map.entry("£", new Unit("GBP", 0.95)),
            // Many countries' dollar; without another word the American one is meant.
            Map.entry("$", new Unit("USD", 0.88)),
            Map.entry("us$", new Unit("USD", 0.96)),
            Map.entry("c$", new Unit("CAD", 0.9)),
            Map.entry("ca$", new Unit("CAD", 0.95)),
            Map.entry("a$", new Unit("AUD", 0.9)),
            Map.entry("au$", new Unit("AUD", 0.95)),
            Map.entry("r$", new Unit("BRL", 0.9)),
            // Yen or yuan: not sure enough to be claimed.
            Map.entry("¥", new Unit("JPY", 0.7)),
            Map.entry("₹", new Unit("INR", 0.95)),
            Map.entry("₩", new Unit("KRW", 0.95)),
            Map.entry("₺", new Unit("TRY", 0.95)),
            Map.entry("₽", new Unit("RUB", 0.95)),
            Map.entry("euro", new Unit("EUR", 0.95)),
            Map.entry("euros", new Unit("EUR", 0.95)),
            Map.entry("dollar", new Unit("USD", 0.85)),
            Map.entry("dollars", new Unit("USD", 0.85)),
            Map.entry("us dollars", new Unit("USD", 0.96)),
            Map.entry("us-dollar", new Unit("USD", 0.96)),
            Map.entry("pounds sterling", new Unit("GBP", 0.95)),
            Map.entry("livres sterling", new Unit("GBP", 0.95)),
            Map.entry("schweizer franken", new Unit("CHF", 0.95)),
            Map.entry("franken", new Unit("CHF", 0.88)),
            Map.entry("francs suisses", new Unit("CHF", 0.95)),
            Map.entry("swiss francs", new Unit("CHF", 0.95)),
            Map.entry("yen", new Unit("JPY", 0.9)));

    /** What may stand before a number, as a regular expression. */
    static final String BEFORE = "US\\$|CA?\\$|AU?\\$|R\\$|[€$£¥₹₩₺₽]|"
            + String.join("|", CODES.stream().sorted().toList());

    /** What may stand behind one. */
    static final String BEHIND = BEFORE
            + "|(?i:us dollars|us-dollar|dollars?|euros?|pounds sterling|livres sterling|schweizer franken|franken"
            + "|francs suisses|swiss francs|yen)";

    private Currencies() {}

    /**
     * A currency.
     *
     * @param code ISO 4217
     * @param confidence how surely the sign means it
     */
    record Unit(String code, double confidence) {}

    static Unit of(String sign) {
        Unit unit = SIGNS.get(sign.toLowerCase(Locale.ROOT));
        return unit != null ? unit : new Unit(sign, 0.96);
    }
}
