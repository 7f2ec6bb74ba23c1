package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.Letter;
import dev.sluice.processor.text.Stemmer;
import dev.sluice.processor.text.StopWords;
import dev.sluice.processor.text.WordList;
import dev.sluice.processor.text.Words;
import dev.sluice.schemas.avro.EntityType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds what a document is about: the phrases between its stop words, ranked by how often and in what company their words
 * occur (RAKE: Rose, Engel, Cramer and Cowley, 2010). Only the first 20,000 words are read. Without the language's stop
 * words there are no phrases, so nothing is found.
 */
final class TopicFinder {
    private static final int MOST_WORDS = 20_000;
    private static final int LONGEST = 3;
    private static final int LONGEST_ACRONYM = 5;
    private static final int MOST = 6;
    /** Phrases that are said once only fill up to so many. */
    private static final int FEW = 3;

    private static final Set<String> NOT_TOPICS = WordList.words(TopicFinder.class, "not-topics.txt");

    private final String text;
    private final Language language;
    /** Words of names, which are no topics. */
    private final Set<String> names;

    private final Map<List<String>, Phrase> phrases = new LinkedHashMap<>();
    private final Map<String, Integer> frequency = new HashMap<>();
    private final Map<String, Integer> degree = new HashMap<>();

    /** A phrase with its first place. */
    private record Phrase(List<String> stems, int start, int end, int count, boolean isTitle) {
        Phrase and(Phrase other) {
            return new Phrase(stems, start, end, count + other.count, isTitle || other.isTitle);
        }

        boolean isRepeated() {
            return count > 1 || isTitle;
        }
    }

    private TopicFinder(String text, Language language, Set<String> names) {
        this.text = text;
        this.language = language;
        this.names = names;
    }

    /**
     * The topics, the most salient first.
     *
     * @param taken what other entities say, which is no topic
     */
    static List<Mention> find(String text, Language language, Letter letter, List<Mention> taken) {
        if (language == Language.OTHER) {
            return List.of();
        }
        TopicFinder finder = new TopicFinder(text, language, EntityList.wordsOfFullNames(taken));
        finder.collect(letter, places(text, taken));
        return finder.best();
    }

    private static BitSet places(String text, List<Mention> taken) {
        BitSet places = new BitSet(text.length());
        taken.forEach(mention -> places.set(mention.start(), mention.end()));
        return places;
    }

    private void collect(Letter letter, BitSet taken) {
        int left = MOST_WORDS;
        for (Letter.Part part : letter.parts()) {
            boolean isTitle = part.kind() == Letter.Kind.HEADER && isSubject(part);
            if ((part.kind() != Letter.Kind.BODY && !isTitle) || left <= 0) {
                continue;
            }
            int start = isTitle ? text.indexOf(':', part.start()) + 1 : part.start();
            Words words = Words.of(text, start, part.end(), left);
            left -= words.size();
            collect(words, taken, isTitle);
        }
    }

    private boolean isSubject(Letter.Part part) {
        String line = text.substring(part.start(), Math.min(part.end(), part.start() + 8))
                .toLowerCase(Locale.ROOT);
        return line.startsWith("subject") || line.startsWith("betreff") || line.startsWith("objet");
    }

    private void collect(Words words, BitSet taken, boolean isTitle) {
        int first = -1;
        for (int i = 0; i < words.size(); i++) {
            boolean carries = !taken.get(words.start(i)) && carriesMeaning(words, i);
            if (carries && first < 0) {
                first = i;
            }
            boolean ends = !carries || !words.touchesNext(i);
            if (first >= 0 && ends) {
                addPhrase(words, first, carries ? i : i - 1, isTitle);
                first = -1;
            }
        }
    }

    private boolean carriesMeaning(Words words, int index) {
        String lower = words.lower(index);
        return lower.length() > 2
                && !Character.isDigit(lower.charAt(0))
                && !StopWords.contains(language, lower)
                && !NOT_TOPICS.contains(lower)
                && !names.contains(Stemmer.fold(lower));
    }

    private void addPhrase(Words words, int first, int end, boolean isTitle) {
        int last = end;
        while (last >= first && !isNounLike(words, last)) {
            last--;
        }
        if (last < first || last - first >= LONGEST) {
            return;
        }
        List<String> stems = new ArrayList<>(LONGEST);
        for (int i = first; i <= last; i++) {
            stems.add(Stemmer.stem(language, words.word(i)));
        }
        for (String stem : stems) {
            frequency.merge(stem, 1, Integer::sum);
            degree.merge(stem, stems.size(), Integer::sum);
        }
        Phrase phrase = new Phrase(List.copyOf(stems), words.start(first), words.end(last), 1, isTitle);
        phrases.merge(phrase.stems(), phrase, Phrase::and);
    }

    /** Whether a phrase may end with this word: in German with a capital, in English not with a verb's or an adverb's ending. */
    private boolean isNounLike(Words words, int index) {
        String word = words.word(index);
        return switch (language) {
            case GERMAN -> words.isCapitalised(index);
            case ENGLISH -> !word.endsWith("ed") && !word.endsWith("ing") && !word.endsWith("ly");
            case FRENCH -> !word.endsWith("er") && !word.endsWith("ez") && !word.endsWith("ment");
            case OTHER -> false;
        };
    }

    private List<Mention> best() {
        List<Phrase> salient = phrases.values().stream()
                .filter(phrase -> confidence(phrase) >= EntityList.TOPIC_FLOOR)
                .sorted(Comparator.comparing(Phrase::isRepeated)
                        .thenComparingDouble(this::score)
                        .reversed()
                        .thenComparingInt(Phrase::start))
                .toList();
        long repeated = salient.stream().filter(Phrase::isRepeated).count();
        return salient.stream()
                .limit(Math.min(MOST, Math.max(repeated, FEW)))
                .map(phrase ->
                        Mention.of(EntityType.TOPIC, value(phrase), phrase.start(), phrase.end(), confidence(phrase)))
                .toList();
    }

    private double score(Phrase phrase) {
        double score = 0;
        for (String stem : phrase.stems()) {
            score += degree.getOrDefault(stem, 0) / (double) frequency.getOrDefault(stem, 1);
        }
        return score * (1 + Math.log(phrase.count())) * (phrase.isTitle() ? 2 : 1) * confidence(phrase);
    }

    /** A phrase that comes back, or that the title names, is a topic; one that is said once may be one. */
    private static double confidence(Phrase phrase) {
        if (phrase.count() >= 3 || (phrase.isTitle() && phrase.count() == 2)) {
            return 0.88;
        }
        if (phrase.isRepeated()) {
            return 0.82;
        }
        return phrase.stems().size() > 1 ? 0.65 : 0.5;
    }

    private String value(Phrase phrase) {
        String value = text.substring(phrase.start(), phrase.end());
        boolean isAcronym = value.length() <= LONGEST_ACRONYM && value.equals(value.toUpperCase(Locale.ROOT));
        return language == Language.GERMAN || isAcronym ? value : value.toLowerCase(Locale.ROOT);
    }
}
