package dev.sluice.processor.route;

import dev.sluice.processor.engine.AttemptLog;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.UsageRecords;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import java.util.List;
import java.util.Optional;

/**
 * Gives a document that has no profile yet the one that an engine chooses among those that ask for it, if it is sure enough,
 * and else {@value Profiles#GENERAL}. While the engine is out of order the document waits. Thread-safe.
 */
public final class RouteStep implements Step<Enrichment, Enrichment> {
    /** The part of the classifying attempts that chose the profile. */
    public static final String PART = "route";

    private final LiveProfiles profiles;
    private final Engine<Classification> engine;
    private final double accept;
    private final Backoff backoff;
    /** Of the profiles in use, kept because prompts are made once for each profile. */
    private volatile Router router;

    private record Router(Profiles profiles, Optional<Profile> profile) {}

    /**
     * @param engine chooses
     * @param accept the least confidence to choose by, 0 to 1
     */
    public RouteStep(LiveProfiles profiles, Engine<Classification> engine, double accept, Backoff backoff) {
        this.profiles = profiles;
        this.engine = engine;
        this.accept = accept;
        this.backoff = backoff;
        this.router = router(profiles.current());
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) throws InterruptedException {
        if (document.getProfile().isPresent()) {
            return new Done<>(document, List.of());
        }
        Optional<Profile> kinds = currentRouter();
        if (kinds.isEmpty()) {
            return new Done<>(withProfile(document, Profiles.GENERAL), List.of());
        }
        Profile choice = kinds.get();
        CleanText text = CleanText.of(document.getText().orElseThrow());
        EngineResult<Classification> result = engine.run(new EngineTask(document, choice, text).withPart(PART));
        Enrichment tried = AttemptLog.added(document, result.attempts());
        List<LlmUsage> usage = UsageRecords.about(document).of(result.attempts());
        return switch (result) {
            case Answered<Classification> answered -> new Done<>(withProfile(tried, chosen(answered)), usage);
            case Unusable<Classification> unusable -> new Done<>(withProfile(tried, Profiles.GENERAL), usage);
            case Unavailable<Classification> out ->
                new RetryLater<>(tried, backoff.next(retries, out.retryAfter()), out.cause(), usage);
        };
    }

    private Optional<Profile> currentRouter() {
        Profiles current = profiles.current();
        if (router.profiles() != current) {
            router = router(current);
        }
        return router.profile();
    }

    private Router router(Profiles current) {
        return new Router(current, RouterProfile.of(current, engine.name(), accept));
    }

    private String chosen(Answered<Classification> answered) {
        return answered.confidence() >= accept ? answered.value().getLabel() : Profiles.GENERAL;
    }

    private static Enrichment withProfile(Enrichment document, String profile) {
        return Enrichment.newBuilder(document).setProfile(profile).build();
    }
}
