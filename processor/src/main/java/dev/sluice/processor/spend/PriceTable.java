package dev.sluice.processor.spend;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The prices of models, each from a day on. Immutable and thread-safe. */
public final class PriceTable {
    /** No price is known. */
    public static final PriceTable EMPTY = new PriceTable(Map.of());

    private final Map<String, NavigableMap<LocalDate, Price>> byModel;

    /** @param byModel by the model's name and the day, in UTC, from which on the price counts */
    public PriceTable(Map<String, Map<LocalDate, Price>> byModel) {
        Map<String, NavigableMap<LocalDate, Price>> copy = new TreeMap<>();
        byModel.forEach((model, prices) -> copy.put(model, new TreeMap<>(prices)));
        this.byModel = copy;
    }

    /** The price of a model for a call that begins at this time. */
    public Optional<Price> find(String model, Instant at) {
        LocalDate day = at.atZone(ZoneOffset.UTC).toLocalDate();
        return Optional.ofNullable(byModel.get(model))
                .map(prices -> prices.floorEntry(day))
                .map(Map.Entry::getValue);
    }
}
