package dev.sluice.processor.extract;

import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts the entities of a document's parts together: each once, by its type, its unit and its value whatever the case, as the
 * part that was surest of it has it. Of the topics only those that most parts name are kept: each part was asked for its own
 * few, and what a page is about need not be what the book is about.
 */
final class EntityMerge {
    private static final int MOST_TOPICS = 10;

    private final Map<Key, Entity> surest = new LinkedHashMap<>();
    private final Map<Key, Integer> parts = new LinkedHashMap<>();

    private record Key(EntityType type, String value, String unit) {
        static Key of(Entity entity) {
            return new Key(
                    entity.getType(),
                    entity.getValue().strip().toLowerCase(Locale.ROOT),
                    entity.getUnit().orElse("").toLowerCase(Locale.ROOT));
        }
    }

    private EntityMerge() {}

    /** The entities in the order in which they stand in the document. */
    static List<Entity> of(List<List<Entity>> lists) {
        EntityMerge merge = new EntityMerge();
        lists.forEach(merge::add);
        return merge.entities();
    }

    private void add(List<Entity> part) {
        part.stream().map(Key::of).distinct().forEach(key -> parts.merge(key, 1, Integer::sum));
        part.forEach(entity -> surest.merge(
                Key.of(entity), entity, (one, other) -> other.getConfidence() > one.getConfidence() ? other : one));
    }

    private List<Entity> entities() {
        List<Entity> entities = new ArrayList<>();
        surest.forEach((key, entity) -> {
            if (key.type() != EntityType.TOPIC) {
                entities.add(entity);
            }
        });
        surest.keySet().stream()
                .filter(key -> key.type() == EntityType.TOPIC)
                .sorted(Comparator.comparingInt((Key key) -> parts.getOrDefault(key, 0))
                        .reversed())
                .limit(MOST_TOPICS)
                .forEach(key -> entities.add(surest.get(key)));
        entities.sort(Comparator.comparingInt(
                entity -> entity.getSpan().map(Span::getStart).orElse(Integer.MAX_VALUE)));
        return entities;
    }
}
