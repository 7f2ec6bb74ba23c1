package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.OfflineRun;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.step.Rejection;
import dev.sluice.profile.FieldsSchema;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Span;
import dev.sluice.validate.JsonSchemaValidator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Extracts without a model: entities by patterns, cues and a small gazetteer, the profile's fields by their schema.
 * Deterministic and thread-safe; the time is proportional to the text.
 *
 * <p>The confidence is that of the least certain field that was filled; a field left null does not lower it. Where the
 * profile has no fields or the document fills none, it is that of the least certain entity, and without any it is that of
 * the clearest topic, or 0.3 if there is none either. Entities below 0.8 are not claimed in the first place, so a document
 * that says clearly what it says passes a gate at 0.8 and a vague one does not.
 *
 * <p>A required field that may not be null and was not found, or fields that do not conform to the schema, are
 * {@link EngineResult.Unusable}.
 */
public final class OfflineExtractor implements Engine<Extraction> {
    private static final double NOTHING_FOUND = 0.3;

    private final Clock clock;
    private final Map<FieldsSchema, JsonSchemaValidator> validators = new ConcurrentHashMap<>();

    public OfflineExtractor(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return EngineLadder.OFFLINE;
    }

    @Override
    public EngineResult<Extraction> run(EngineTask task) {
        OfflineRun run = OfflineRun.start(Stage.EXTRACT, clock);
        Profile profile = task.profile();
        CleanText text = task.text();
        Facts facts = Facts.of(text.text(), task.enrichment().getProperties(), profile.categories());
        FieldsFinder.Result fields = new FieldsFinder(profile.fields().json(), facts, Set.of()).find();
        List<Problem> problems = problems(profile.fields(), fields);
        if (!problems.isEmpty() && fields.missing().isEmpty()) {
            // What breaks a constraint that the rules do not know was no good find.
            Set<String> refused = problems.stream().map(Problem::getPointer).collect(Collectors.toSet());
            fields = new FieldsFinder(profile.fields().json(), facts, refused).find();
            problems = problems(profile.fields(), fields);
        }
        if (!problems.isEmpty()) {
            Rejection rejection = new Rejection(
                    DeadLetterReason.INVALID_OUTPUT,
                    "the offline rules cannot fill the fields of profile " + profile.name() + ": "
                            + problems.getFirst().getPointer() + " "
                            + problems.getFirst().getMessage() + "; use a model for it, or let the field be null",
                    problems);
            return new EngineResult.Unusable<>(rejection, List.of(run.invalid(problems)));
        }

        List<Mention> named = EntityList.facts(facts.mentions());
        List<Entity> entities = Stream.concat(named.stream(), facts.topics().stream())
                .map(mention -> EntityList.entity(mention, text))
                .toList();
        List<FieldEvidence> evidence =
                fields.found().stream().map(each -> evidence(each, text)).toList();
        double confidence = confidence(fields.found(), named, facts.topics());
        Extraction extraction = new Extraction(
                entities,
                fields.fields().toString(),
                evidence,
                confidence,
                Map.of("rules", confidence),
                OfflineRun.origin());
        String answer = answer(extraction, fields.fields());
        return new EngineResult.Answered<>(extraction, extraction.getConfidence(), List.of(run.valid(answer)));
    }

    private List<Problem> problems(FieldsSchema schema, FieldsFinder.Result fields) {
        List<Problem> problems = new ArrayList<>();
        for (String pointer : fields.missing()) {
            problems.add(new Problem("offline", pointer, "was not found and may not be null", Severity.ERROR));
        }
        if (problems.isEmpty()) {
            JsonSchemaValidator validator = validators.computeIfAbsent(
                    schema, key -> new JsonSchemaValidator(key.json().toString()));
            problems.addAll(validator.validate(fields.fields().toString()).problems());
        }
        return problems;
    }

    private static double confidence(List<FieldsFinder.Located> fields, List<Mention> facts, List<Mention> topics) {
        if (!fields.isEmpty()) {
            return fields.stream()
                    .mapToDouble(field -> field.finding().confidence())
                    .min()
                    .orElse(NOTHING_FOUND);
        }
        if (!facts.isEmpty()) {
            return facts.stream().mapToDouble(Mention::confidence).min().orElse(NOTHING_FOUND);
        }
        return topics.stream().mapToDouble(Mention::confidence).max().orElse(NOTHING_FOUND);
    }

    private static FieldEvidence evidence(FieldsFinder.Located located, CleanText text) {
        FieldEvidence.Builder evidence = FieldEvidence.newBuilder()
                .setPointer(located.pointer())
                .setConfidence(located.finding().confidence());
        if (located.finding().hasPlace()) {
            Span span =
                    text.toOriginal(located.finding().start(), located.finding().end());
            evidence.setSpan(span).setQuote(text.original().substring(span.getStart(), span.getEnd()));
        }
        return evidence.build();
    }

    /** The result in the form in which models answer. */
    private static String answer(Extraction extraction, ObjectNode fields) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode entities = answer.putArray("entities");
        for (Entity entity : extraction.getEntities()) {
            entities.addObject()
                    .put("type", entity.getType().name().toLowerCase(Locale.ROOT))
                    .put("value", entity.getValue())
                    .put("unit", entity.getUnit().orElse(null))
                    .put("quote", entity.getQuote().orElse(null))
                    .put("confidence", entity.getConfidence());
        }
        answer.set("fields", fields);
        ArrayNode evidence = answer.putArray("evidence");
        for (FieldEvidence each : extraction.getEvidence()) {
            evidence.addObject()
                    .put("pointer", each.getPointer())
                    .put("quote", each.getQuote().orElse(null))
                    .put("confidence", each.getConfidence());
        }
        return answer.toString();
    }
}
