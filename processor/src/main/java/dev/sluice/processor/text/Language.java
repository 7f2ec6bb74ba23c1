package dev.sluice.processor.text;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The languages whose rules are known; the others are read without stop words and stems. */
public enum Language {
    ENGLISH,
    GERMAN,
    FRENCH,
    OTHER;

    private static final int GUESSED_FROM = 2_000;
    /** Ordinary texts have twice as many stop words, and languages share some. */
    private static final double LEAST_SHARE = 0.15;

    /** The language by its tag (BCP 47, such as {@code de} or {@code de-AT}), else by the text's stop words. */
    public static Language of(Optional<String> tag, String text) {
        return tag.filter(given -> !given.isBlank())
                .map(given -> switch (Locale.forLanguageTag(given).getLanguage()) {
                    case "en" -> ENGLISH;
                    case "de" -> GERMAN;
                    case "fr" -> FRENCH;
                    default -> OTHER;
                })
                .orElseGet(() -> guess(text));
    }

    private static Language guess(String text) {
        Words words = Words.of(text, 0, text.length(), GUESSED_FROM);
        Map<Language, Integer> hits = new EnumMap<>(Language.class);
        for (int i = 0; i < words.size(); i++) {
            String word = words.lower(i);
            for (Language language : values()) {
                if (StopWords.contains(language, word)) {
                    hits.merge(language, 1, Integer::sum);
                }
            }
        }
        return hits.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(best -> best.getValue() >= LEAST_SHARE * words.size())
                .map(Map.Entry::getKey)
                .orElse(OTHER);
    }
}
