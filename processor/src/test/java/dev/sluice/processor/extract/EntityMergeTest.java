package dev.sluice.processor.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Span;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntityMergeTest {

    @Test
    void keepsWhatOnlyLooksAlikeApart() {
        List<Entity> entities = EntityMerge.of(List.of(
                List.of(
                        entity(EntityType.PERSON, "Paris", null, 0, 0.9),
                        entity(EntityType.AMOUNT, "5", "EUR", 1, 0.9)),
                List.of(
                        entity(EntityType.PLACE, "Paris", null, 2, 0.9),
                        entity(EntityType.AMOUNT, "5", "USD", 3, 0.9))));
        assertThat(entities).hasSize(4);
    }

    @Test
    void takesEachOnceAsTheSurestPartHasItInTheOrderOfTheDocument() {
        List<Entity> entities = EntityMerge.of(List.of(
                List.of(entity(EntityType.PERSON, "jane doe", null, 10, 0.7)),
                List.of(
                        entity(EntityType.PERSON, "Jane Doe ", null, 500, 0.9),
                        entity(EntityType.DATE, "2026-11-20", null, 400, 0.9)),
                List.of(entity(EntityType.PERSON, "Jane Doe", null, 900, 0.9))));
        assertThat(entities)
                .extracting(
                        Entity::getValue,
                        entity -> entity.getSpan().orElseThrow().getStart())
                .containsExactly(tuple("2026-11-20", 400), tuple("Jane Doe ", 500));
    }

    @Test
    void keepsTheTopicsThatMostPartsName() {
        List<List<Entity>> parts = IntStream.range(0, 30)
                .mapToObj(part -> List.of(
                        entity(EntityType.TOPIC, "topic " + part, null, part, 0.9),
                        entity(EntityType.TOPIC, part > 20 ? "rent" : "other " + part, null, 1000 + part, 0.6)))
                .toList();
        assertThat(EntityMerge.of(parts))
                .hasSize(10)
                .extracting(Entity::getValue)
                .contains("rent", "topic 0");
    }

    private static Entity entity(EntityType type, String value, @Nullable String unit, int start, double confidence) {
        return Entity.newBuilder()
                .setType(type)
                .setValue(value)
                .setUnit(unit)
                .setSpan(new Span(start, start + 5))
                .setConfidence(confidence)
                .build();
    }
}
