package dev.sluice.processor.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.profile.Category;
import dev.sluice.profile.FieldsSchema;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tasks for engines, made of a text. */
public final class EngineTasks {
    private static final Profiles PROFILES = new ProfileLoader().load();

    private EngineTasks() {}

    /** A task whose language has to be detected. */
    public static EngineTask task(String profile, String text) {
        return task(builtIn(profile), text, Optional.empty(), Optional.empty());
    }

    /** A task in a language. */
    public static EngineTask task(String profile, String text, String language) {
        return task(builtIn(profile), text, Optional.of(language), Optional.empty());
    }

    /** A task of a profile of its own. */
    public static EngineTask task(Profile profile, String text) {
        return task(profile, text, Optional.empty(), Optional.empty());
    }

    /** A task with a title. */
    public static EngineTask titled(Profile profile, String title, String text) {
        return task(profile, text, properties().setTitle(title).build(), Optional.empty());
    }

    /** A task in a language, if it is given, with the entities of an earlier stage. */
    public static EngineTask task(
            Profile profile, String text, Optional<String> language, Optional<Extraction> extraction) {
        return task(
                profile, text, properties().setLanguage(language.orElse(null)).build(), extraction);
    }

    private static DocumentProperties.Builder properties() {
        return DocumentProperties.newBuilder().setMetadata(Map.of());
    }

    private static EngineTask task(
            Profile profile, String text, DocumentProperties properties, Optional<Extraction> extraction) {
        Enrichment enrichment = Enrichment.newBuilder()
                .setDocumentId("d-1")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(Instant.EPOCH)
                        .build())
                .setProperties(properties)
                .setText(text)
                .setExtraction(extraction.orElse(null))
                .build();
        return new EngineTask(enrichment, profile, CleanText.of(text));
    }

    /** A built-in profile. */
    public static Profile builtIn(String name) {
        return PROFILES.find(name).orElseThrow();
    }

    /** A profile named letters with fields of its own and one category. */
    public static Profile profile(String fieldsSchema) {
        return profile(fieldsSchema, List.of(new Category("letter", "A letter.", Map.of())));
    }

    /** A profile named letters with fields and categories of its own. */
    public static Profile profile(String fieldsSchema, List<Category> categories) {
        Profile general = builtIn(Profiles.GENERAL);
        try {
            return new Profile(
                    "letters",
                    "Letters of all kinds.",
                    List.of(),
                    general.steps(),
                    new FieldsSchema(new ObjectMapper().readTree(fieldsSchema)),
                    categories,
                    general.gate(),
                    List.of());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
