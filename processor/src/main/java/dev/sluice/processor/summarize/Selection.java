package dev.sluice.processor.summarize;

import dev.sluice.schemas.avro.Entity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The sentences that sum a document up, in the order in which they stand.
 *
 * @param text at most 700 characters
 * @param confidence how far the text may stand for the document: 0.9 where it is all that the document says; up to 0.95 by
 *     the share of the document's main subjects that it names; for a form or a table, up to 0.85 by the share of the
 *     extracted entities; 0.4 where the document hardly says a thing
 */
record Selection(String text, double confidence) {
    private static final int MOST_CHARACTERS = 700;
    private static final int MOST_SENTENCES = 4;
    /** A document up to this length is its own summary. */
    private static final int SHORT = 400;

    private static final int LEAST_CHARACTERS = 20;
    private static final int MAIN_SUBJECTS = 8;
    private static final int MOST_ENTITIES = 50;
    private static final double REPETITION = 0.6;
    private static final double LEAD = 1.2;
    private static final double PER_ENTITY = 0.1;

    static Selection of(List<Sentence> all, List<Entity> entities) {
        List<Sentence> prose = all.stream().filter(Sentence::isProse).toList();
        boolean isProse = prose.size() * 2 >= all.size();
        List<Sentence> sentences = isProse && !prose.isEmpty() ? prose : all;
        List<String> quotes = entities.stream()
                .flatMap(entity -> entity.getQuote().stream())
                .distinct()
                .limit(MOST_ENTITIES)
                .toList();
        List<Sentence> chosen = chosen(sentences, quotes, isProse ? MOST_SENTENCES : Integer.MAX_VALUE);
        String text = joined(chosen);
        return new Selection(shortened(text), confidence(sentences, chosen, text, quotes, isProse));
    }

    private static List<Sentence> chosen(List<Sentence> sentences, List<String> quotes, int most) {
        if (joined(sentences).length() <= SHORT) {
            return sentences;
        }
        double[] ranks = SentenceRank.of(sentences);
        for (int i = 0; i < ranks.length; i++) {
            ranks[i] *= (1 + PER_ENTITY * Math.min(3, named(sentences.get(i).text(), quotes))) * (i == 0 ? LEAD : 1);
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
            int more = sentences.get(candidate).text().length() + 2;
            boolean fits = chosen.isEmpty() || length + more <= MOST_CHARACTERS;
            if (fits && chosen.size() < most && !repeats(sentences, chosen, candidate)) {
                chosen.add(candidate);
                length += more;
            }
        }
        return chosen.stream().sorted().map(sentences::get).toList();
    }

    private static boolean repeats(List<Sentence> sentences, List<Integer> chosen, int candidate) {
        Set<String> subjects = sentences.get(candidate).subjects();
        return chosen.stream().map(i -> sentences.get(i).subjects()).anyMatch(other -> {
            long shared = subjects.stream().filter(other::contains).count();
            return shared > 1 && shared > REPETITION * Math.min(subjects.size(), other.size());
        });
    }

    private static int named(String text, List<String> quotes) {
        return (int) quotes.stream().filter(text::contains).count();
    }

    private static String joined(List<Sentence> sentences) {
        StringBuilder text = new StringBuilder();
        for (Sentence sentence : sentences) {
            if (!text.isEmpty()) {
                boolean isStopped = ".!?…:;,".indexOf(text.charAt(text.length() - 1)) >= 0;
                text.append(isStopped || sentence.isProse() ? " " : "; ");
            }
            text.append(sentence.text());
        }
        return text.toString();
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

    private static double confidence(
            List<Sentence> sentences, List<Sentence> chosen, String text, List<String> quotes, boolean isProse) {
        if (text.length() < LEAST_CHARACTERS) {
            return 0.4;
        }
        if (text.length() > MOST_CHARACTERS) {
            return 0.6;
        }
        if (chosen.size() == sentences.size()) {
            return 0.9;
        }
        if (!isProse) {
            return rounded(0.6 + 0.25 * named(text, quotes) / Math.max(1, quotes.size()));
        }
        Set<String> said = new HashSet<>();
        chosen.forEach(sentence -> said.addAll(sentence.subjects()));
        List<String> main = mainSubjects(sentences);
        long covered = main.stream().filter(said::contains).count();
        return rounded(0.65 + 0.3 * covered / Math.max(1, main.size()));
    }

    private static double rounded(double confidence) {
        return Math.round(confidence * 100) / 100.0;
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
