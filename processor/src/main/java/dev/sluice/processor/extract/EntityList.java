package dev.sluice.processor.extract;

import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.text.Stemmer;
import dev.sluice.processor.text.Words;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes entities of mentions. Where two mentions overlap, the longer is meant, then the surer. What is named several times
 * is listed once, by its surest mention. At most 40 entities of a type are kept, the surest.
 */
final class EntityList {
    /**
     * Facts below are not claimed: a wrong name in published data does more harm than a missing one, and a document is as
     * sure as its least sure part.
     */
    static final double FACT_FLOOR = 0.8;

    /** What a document is about is a judgement rather than a fact, so topics need less and do not count against it. */
    static final double TOPIC_FLOOR = 0.65;

    private static final int MOST_PER_TYPE = 40;

    private EntityList() {}

    /** The mentions that stand when overlapping ones have been decided, in their order, weak ones included. */
    static List<Mention> withoutOverlaps(Collection<Mention> mentions) {
        TreeMap<Integer, Mention> kept = new TreeMap<>();
        mentions.stream()
                .sorted(Comparator.comparingInt(Mention::length)
                        .thenComparingDouble(Mention::confidence)
                        .reversed()
                        .thenComparing(Mention::role)
                        .thenComparingInt(Mention::start))
                .forEach(mention -> {
                    Map.Entry<Integer, Mention> before = kept.lowerEntry(mention.end());
                    if (before == null || before.getValue().end() <= mention.start()) {
                        kept.put(mention.start(), mention);
                    }
                });
        return List.copyOf(kept.values());
    }

    /** The facts worth claiming, each once, in the order of the text. */
    static List<Mention> facts(List<Mention> mentions) {
        Set<String> nameWords = wordsOfFullNames(mentions);
        Map<List<String>, Mention> byValue = new LinkedHashMap<>();
        for (Mention mention : mentions) {
            boolean isShortForm =
                    mention.type() == EntityType.PERSON && nameWords.contains(Stemmer.fold(mention.value()));
            if (mention.confidence() >= FACT_FLOOR && !isShortForm) {
                List<String> key = List.of(
                        mention.type().name(),
                        Stemmer.fold(mention.value()),
                        mention.unit().orElse(""));
                byValue.merge(key, mention, (first, again) -> again.confidence() > first.confidence() ? again : first);
            }
        }
        List<Mention> surest = new ArrayList<>();
        for (EntityType type : EntityType.values()) {
            byValue.values().stream()
                    .filter(mention -> mention.type() == type)
                    .sorted(Comparator.comparingDouble(Mention::confidence).reversed())
                    .limit(MOST_PER_TYPE)
                    .forEach(surest::add);
        }
        surest.sort(Comparator.comparingInt(Mention::start));
        return List.copyOf(surest);
    }

    /** The folded words of the names of people that have several: jane and doe. */
    static Set<String> wordsOfFullNames(List<Mention> mentions) {
        Set<String> names = new HashSet<>();
        for (Mention mention : mentions) {
            Words words = Words.of(mention.value());
            if (mention.type() == EntityType.PERSON && words.size() > 1) {
                for (int i = 0; i < words.size(); i++) {
                    names.add(Stemmer.fold(words.word(i)));
                }
            }
        }
        return names;
    }

    static Entity entity(Mention mention, CleanText text) {
        Span span = text.toOriginal(mention.start(), mention.end());
        return Entity.newBuilder()
                .setType(mention.type())
                .setValue(mention.value())
                .setUnit(mention.unit().orElse(null))
                .setQuote(text.original().substring(span.getStart(), span.getEnd()))
                .setSpan(span)
                .setConfidence(mention.confidence())
                .build();
    }
}
