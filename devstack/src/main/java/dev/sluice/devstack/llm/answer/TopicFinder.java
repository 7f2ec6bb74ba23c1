package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds what a document is about: the long words that it repeats. */
final class TopicFinder {
    private static final int MOST = 3;
    private static final int SHORTEST = 5;

    private TopicFinder() {}

    static List<Hit> find(Document document) {
        List<Hit> topics = new ArrayList<>();
        document.positions().entrySet().stream()
                .filter(word -> word.getKey().length() >= SHORTEST && !Words.isStopWord(word.getKey()))
                .sorted(Comparator.<Map.Entry<String, List<Integer>>>comparingInt(
                                word -> -word.getValue().size())
                        .thenComparingInt(word -> word.getValue().getFirst()))
                .limit(3L * MOST)
                .forEach(word -> add(topics, document, word.getValue()));
        return List.copyOf(topics.subList(0, Math.min(MOST, topics.size())));
    }

    private static void add(List<Hit> topics, Document document, List<Integer> positions) {
        String text = document.text();
        int start = positions.getFirst();
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        Hit hit = Hit.of(
                Kind.TOPIC,
                text.substring(start, end).toLowerCase(Locale.ROOT),
                start,
                end,
                switch (positions.size()) {
                    case 1 -> 0.82;
                    case 2 -> 0.88;
                    default -> 0.93;
                });
        boolean isName = List.of(Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE, Kind.EMAIL, Kind.URL, Kind.DATE).stream()
                .anyMatch(kind -> document.hits(kind).stream().anyMatch(hit::overlaps));
        if (end - start >= SHORTEST && !isName) {
            topics.add(hit);
        }
    }
}
