package dev.sluice.processor.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.profile.Category;
import dev.sluice.profile.EngineChoice;
import dev.sluice.profile.FieldsSchema;
import dev.sluice.profile.GateSettings;
import dev.sluice.profile.Profile;
import dev.sluice.profile.PromptTemplate;
import dev.sluice.profile.StepSettings;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Tasks and profiles with no more in them than a test needs. */
public final class TestTasks {

    private TestTasks() {}

    /** A profile that accepts from 0.8 and whose stages all try these engines. */
    public static Profile profile(String... engines) {
        StepSettings settings = new StepSettings(
                Stream.of(engines).map(EngineChoice::of).toList(),
                3,
                OptionalInt.empty(),
                3,
                false,
                new PromptTemplate("v1", "Be exact."),
                3);
        return new Profile(
                "letters",
                "Letters of all kinds.",
                List.of(),
                Map.of(Stage.EXTRACT, settings, Stage.SUMMARIZE, settings, Stage.CLASSIFY, settings),
                new FieldsSchema(JsonNodeFactory.instance.objectNode().put("type", "object")),
                List.of(new Category("letter", "A letter.", Map.of())),
                new GateSettings(0.8),
                List.of());
    }

    /** The profile with another gate. */
    public static Profile withGate(Profile profile, GateSettings gate) {
        return new Profile(
                profile.name(),
                profile.description(),
                profile.recognition(),
                profile.steps(),
                profile.fields(),
                profile.categories(),
                gate,
                profile.examples());
    }

    public static EngineTask task(String text, Profile profile) {
        Enrichment enrichment = Enrichment.newBuilder()
                .setDocumentId("doc-1")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(1)
                        .setTimestamp(Instant.parse("2026-11-20T12:00:00Z"))
                        .build())
                .setText(text)
                .setProfile(profile.name())
                .build();
        return new EngineTask(enrichment, profile, CleanText.of(text));
    }
}
