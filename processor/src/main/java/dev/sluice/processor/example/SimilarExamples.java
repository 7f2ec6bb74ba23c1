package dev.sluice.processor.example;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chooses examples for a document: the most similar ones of its profile's and of the corrections of that profile, which
 * count from the moment they are there. Thread-safe.
 *
 * <p>A document is never an example for itself: neither the correction of its own id, nor an example with its text.
 */
public final class SimilarExamples {
    private final Corrections corrections;
    /** By identity, so that a profile that was loaded anew gets its new examples. */
    private final LoadingCache<Profile, ProfileExamples> byProfile =
            Caffeine.newBuilder().weakKeys().build(profile -> new ProfileExamples());

    public SimilarExamples(Corrections corrections) {
        this.corrections = corrections;
    }

    /** Chooses among the profiles' own examples alone. */
    public static SimilarExamples ofProfiles() {
        return new SimilarExamples(new Corrections());
    }

    /**
     * The examples that show a stage's result, the most similar first.
     *
     * @param most 0 or more
     * @param least the least similarity, 0 to 1
     * @param shown ids of examples that are not wanted, because they are shown already
     */
    public List<SimilarExample> find(Stage stage, EngineTask task, int most, double least, Set<String> shown) {
        Profile profile = task.profile();
        Corrections.Snapshot corrected = corrections.of(profile.name());
        if (most == 0 || (profile.examples().isEmpty() && corrected.documents().isEmpty())) {
            return List.of();
        }
        ExampleIndex index = byProfile.get(profile).index(profile, corrected);
        Set<String> leftOut = new HashSet<>(shown);
        leftOut.add(KnownDocument.correctionId(task.enrichment().getDocumentId()));
        if (!index.hasAny(stage, leftOut)) {
            return List.of();
        }
        String text = KnownDocument.beginning(task.text().text());
        leftOut.addAll(index.ownExamplesWithText(text));
        return index.search(stage, text, most, leftOut).stream()
                .filter(example -> example.similarity() >= least)
                .toList();
    }
}
