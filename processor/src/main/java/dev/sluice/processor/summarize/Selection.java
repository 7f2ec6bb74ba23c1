package dev.sluice.processor.summarize;

import dev.sluice.schemas.avro.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sentences that sum a document up, in the order in which they stand.
 *
 * @param text at most 700 characters
 * @param confidence how far the text may stand for the document. Up to 0.95 by the share of the document's main subjects
 *     that it names; 0.9 where it is the whole document; 0.6 where the document is no prose and 0.4 where it hardly says a
 *     thing, since sentences chosen from such do not sum it up
 */
record Selection(String text, double confidence) {
    private static final int MOST_SENTENCES = 4;
    private static final int MOST_CHARACTERS = 700;
    private static final int MAIN_SUBJECTS = 8;
    private static final int LEAST_CHARACTERS = 20;
    private static final int MOST_ENTITIES = 50;
    private static final double REPETITION = 0.6;
    private static final double LEAD = 1.2;
    private static final double PER_ENTITY = 0.1;
    private static final double NO_PROSE = 0.4;

    static Selection of(List<Sentence> sentences, List<Entity> entities) {
        double[] ranks = SentenceRank.of(sentences);
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] *= weight(i, sentences.get(i), entities);
        }
        List<Integer> best = IntStream.range(0, ranks.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> ranks[i])
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<Integer> chosen = new ArrayList<>();
        int length = 0;
        for (int candidate : best) {
            int more = sentences.get(candidate).text().length() + 1;
            boolean fits = chosen.isEmpty() || length + more <= MOST_CHARACTERS;
            if (fits && chosen.size() < MOST_SENTENCES && !repeats(sentences, chosen, candidate)) {
                chosen.add(candidate);
                length += more;
            }
        }
        chosen.sort(Comparator.naturalOrder());
        String text = chosen.stream().map(i -> sentences.get(i).text()).collect(Collectors.joining(" "));
        return new Selection(shortened(text), confidence(sentences, chosen, text));
    }

    private static double weight(int position, Sentence sentence, List<Entity> entities) {
        long mentioned = entities.stream()
                .limit(MOST_ENTITIES)
                .flatMap(entity -> entity.getQuote().stream())
                .filter(quote -> sentence.text().contains(quote))
                .limit(3)
                .count();
        return (1 + PER_ENTITY * mentioned) * (position == 0 ? LEAD : 1) * (sentence.isProse() ? 1 : NO_PROSE);
    }

    private static boolean repeats(List<Sentence> sentences, List<Integer> chosen, int candidate) {
        Set<String> subjects = sentences.get(candidate).subjects();
        return chosen.stream().map(i -> sentences.get(i).subjects()).anyMatch(other -> {
            long shared = subjects.stream().filter(other::contains).count();
            return shared > 0 && shared > REPETITION * Math.min(subjects.size(), other.size());
        });
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int blank = text.lastIndexOf(' ', MOST_CHARACTERS - 2);
        int end = blank > MOST_CHARACTERS / 2 ? blank : MOST_CHARACTERS - 2;
        boolean splitsCharacter = Character.isHighSurrogate(text.charAt(end - 1));
        return text.substring(0, splitsCharacter ? end - 1 : end) + " …";
    }

    private static double confidence(List<Sentence> sentences, List<Integer> chosen, String text) {
        if (text.length() < LEAST_CHARACTERS) {
            return 0.4;
        }
        long prose = sentences.stream().filter(Sentence::isProse).count();
        if (prose * 2 < sentences.size() || text.length() > MOST_CHARACTERS) {
            return 0.6;
        }
        if (chosen.size() == sentences.size()) {
            return 0.9;
        }
        Set<String> named = new HashSet<>();
        chosen.forEach(i -> named.addAll(sentences.get(i).subjects()));
        List<String> main = mainSubjects(sentences);
        double covered = main.stream().filter(named::contains).count() / (double) Math.max(1, main.size());
        return Math.round((0.65 + 0.3 * covered) * 100) / 100.0;
    }

    private static List<String> mainSubjects(List<Sentence> sentences) {
        Map<String, Integer> counts = new HashMap<>();
        sentences.forEach(sentence -> sentence.subjects().forEach(subject -> counts.merge(subject, 1, Integer::sum)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MAIN_SUBJECTS)
                .map(Map.Entry::getKey)
                .toList();
    }
}
