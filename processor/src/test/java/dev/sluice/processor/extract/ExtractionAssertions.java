package dev.sluice.processor.extract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.EntityType;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

/** What tests of the offline extractor ask of its result. */
final class ExtractionAssertions {
    private ExtractionAssertions() {}

    static Extraction extract(EngineTask task) {
        EngineResult<Extraction> result = new OfflineExtractor(Clock.systemUTC()).run(task);
        assertThat(result).isInstanceOf(EngineResult.Answered.class);
        Extraction extraction = ((EngineResult.Answered<Extraction>) result).value();
        assertQuotesAreVerbatim(extraction, task.text().original());
        return extraction;
    }

    /** The values of one type of a document of the general profile, in its order. */
    static List<String> entities(EntityType type, String text) {
        return entities(type, extract(EngineTasks.task("general", text)));
    }

    static List<String> entities(EntityType type, Extraction extraction) {
        return extraction.getEntities().stream()
                .filter(entity -> entity.getType() == type)
                .map(entity -> entity.getUnit()
                        .map(unit -> entity.getValue() + " " + unit)
                        .orElse(entity.getValue()))
                .toList();
    }

    static JsonNode fields(Extraction extraction) {
        try {
            return new ObjectMapper().readTree(extraction.getFields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FieldEvidence evidence(Extraction extraction, String pointer) {
        return extraction.getEvidence().stream()
                .filter(evidence -> evidence.getPointer().equals(pointer))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no evidence for " + pointer + " in " + extraction));
    }

    private static void assertQuotesAreVerbatim(Extraction extraction, String original) {
        for (Entity entity : extraction.getEntities()) {
            assertThat(entity.getSpan()).isPresent();
            assertThat(original.substring(
                            entity.getSpan().get().getStart(),
                            entity.getSpan().get().getEnd()))
                    .isEqualTo(entity.getQuote().orElseThrow());
        }
        for (FieldEvidence evidence : extraction.getEvidence()) {
            evidence.getSpan()
                    .ifPresent(span -> assertThat(original.substring(span.getStart(), span.getEnd()))
                            .isEqualTo(evidence.getQuote().orElseThrow()));
        }
    }
}
