package dev.sluice.processor.engine;

import dev.sluice.processor.ingest.CleanText;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Instant;
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

    /** A task with all that matters. */
    public static EngineTask task(
            Profile profile, String text, Optional<String> language, Optional<Extraction> extraction) {
        Enrichment enrichment = Enrichment.newBuilder()
                .setDocumentId("d-1")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(Instant.EPOCH)
                        .build())
                .setProperties(DocumentProperties.newBuilder()
                        .setLanguage(language.orElse(null))
                        .setMetadata(Map.of())
                        .build())
                .setText(text)
                .setExtraction(extraction.orElse(null))
                .build();
        return new EngineTask(enrichment, profile, CleanText.of(text));
    }

    /** A built-in profile. */
    public static Profile builtIn(String name) {
        return PROFILES.find(name).orElseThrow();
    }
}
