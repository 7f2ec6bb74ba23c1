package dev.sluice.processor.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds which of several options a text speaks for, by weighted words and phrases. Words match by their stems, a phrase
 * when its words follow each other. The longest phrase explains its words: do you ship speaks for a question, and ship in
 * it not for a delivery. Immutable and
 * thread-safe.
 */
public final class KeywordIndex {
    /** More words than that add no evidence, only time. */
    private static final int MOST_WORDS = 50_000;

    /** A text up to this many words counts in full; in longer ones stray keywords are likelier, so each says less. */
    private static final double ORDINARY_LENGTH = 200;

    private final Language language;
    private final List<String> options;
    /** Sorted, so that the weights add up in the same order, to the same bit, everywhere. */
    private final Map<String, List<Phrase>> byFirstStem = new TreeMap<>();

    private final double meanWeight;

    private record Phrase(int option, String keyword, double weight, List<String> stems) {}

    /**
     * Prepares the search.
     *
     * @param options the keywords of each option with their weights, which count relative to the mean of all weights
     */
    public KeywordIndex(Map<String, Map<String, Double>> options, Language language) {
        this.language = language;
        this.options = List.copyOf(options.keySet());
        for (int option = 0; option < this.options.size(); option++) {
            Map<List<String>, Phrase> phrases = new LinkedHashMap<>();
            Map<String, Double> keywords = new TreeMap<>(options.getOrDefault(this.options.get(option), Map.of()));
            for (Map.Entry<String, Double> keyword : keywords.entrySet()) {
                Phrase phrase = new Phrase(option, keyword.getKey(), keyword.getValue(), stems(keyword.getKey()));
                phrases.merge(phrase.stems(), phrase, KeywordIndex::heavier);
            }
            phrases.remove(List.of());
            for (Phrase phrase : phrases.values()) {
                byFirstStem
                        .computeIfAbsent(phrase.stems().getFirst(), stem -> new ArrayList<>())
                        .add(phrase);
            }
        }
        byFirstStem
                .values()
                .forEach(phrases -> phrases.sort(Comparator.comparingInt(
                                (Phrase phrase) -> phrase.stems().size())
                        .reversed()
                        .thenComparing(Phrase::keyword)));
        meanWeight = byFirstStem.values().stream()
                .flatMap(List::stream)
                .mapToDouble(Phrase::weight)
                .average()
                .orElse(1);
    }

    private static Phrase heavier(Phrase one, Phrase other) {
        int order = Comparator.comparingDouble(Phrase::weight)
                .thenComparing(Phrase::keyword)
                .compare(one, other);
        return order >= 0 ? one : other;
    }

    private List<String> stems(String keyword) {
        Words words = Words.of(keyword);
        List<String> stems = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            stems.add(Stemmer.stem(language, words.word(i)));
        }
        return List.copyOf(stems);
    }

    /** The evidence for each option, the strongest first, options without any last in their given order. */
    public List<KeywordEvidence> search(String text) {
        Words words = Words.of(text, 0, text.length(), MOST_WORDS);
        List<String> stems = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            stems.add(Stemmer.stem(language, words.word(i)));
        }
        List<Map<Phrase, KeywordEvidence.Hit>> hits = new ArrayList<>();
        options.forEach(option -> hits.add(new LinkedHashMap<>()));
        int position = 0;
        while (position < stems.size()) {
            List<Phrase> longest = longestAt(stems, position);
            int length = longest.isEmpty() ? 1 : longest.getFirst().stems().size();
            for (Phrase phrase : longest) {
                KeywordEvidence.Hit hit = new KeywordEvidence.Hit(
                        text.substring(words.start(position), words.end(position + length - 1)),
                        phrase.weight() / meanWeight,
                        1,
                        words.start(position),
                        words.end(position + length - 1));
                hits.get(phrase.option()).merge(phrase, hit, (first, again) -> first.again());
            }
            position += length;
        }
        double lengthFactor = Math.min(1, Math.sqrt(ORDINARY_LENGTH / Math.max(1, stems.size())));
        List<KeywordEvidence> found = new ArrayList<>();
        for (int option = 0; option < options.size(); option++) {
            found.add(KeywordEvidence.of(
                    options.get(option), List.copyOf(hits.get(option).values()), lengthFactor));
        }
        found.sort(Comparator.comparingDouble(KeywordEvidence::strength).reversed());
        return KeywordEvidence.withConfidence(found);
    }

    /** The longest phrases that start at a word, of whichever options. */
    private List<Phrase> longestAt(List<String> stems, int position) {
        List<Phrase> longest = new ArrayList<>();
        for (Phrase phrase : byFirstStem.getOrDefault(stems.get(position), List.of())) {
            int length = phrase.stems().size();
            if (!longest.isEmpty() && longest.getFirst().stems().size() > length) {
                break;
            }
            int end = position + length;
            if (end <= stems.size() && stems.subList(position, end).equals(phrase.stems())) {
                longest.add(phrase);
            }
        }
        return longest;
    }
}
