package dev.sluice.processor.engine;

import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A stage's work as a step: has the engines make the result and adds it to the document, with every attempt on the way.
 * While an engine is out of order the document waits. A result that is there already is kept. The profile is the one that
 * is in use when the work begins, also if it is edited meanwhile. Thread-safe.
 *
 * @param <T> the stage's result
 */
public final class EngineStep<T> implements Step<Enrichment, Enrichment> {
    private final LiveProfiles profiles;
    private final Answerer<T> engines;
    private final Function<Enrichment, Optional<T>> result;
    private final BiFunction<Enrichment, T, Enrichment> addResult;
    private final Backoff backoff;

    public EngineStep(
            LiveProfiles profiles,
            Answerer<T> engines,
            Function<Enrichment, Optional<T>> result,
            BiFunction<Enrichment, T, Enrichment> addResult,
            Backoff backoff) {
        this.profiles = profiles;
        this.engines = engines;
        this.result = result;
        this.addResult = addResult;
        this.backoff = backoff;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) throws InterruptedException {
        if (result.apply(document).isPresent()) {
            return new Done<>(document, List.of());
        }
        return switch (DocumentProfile.of(document, profiles.current())) {
            case DocumentProfile.Found found -> make(document, found.profile(), retries);
            case DocumentProfile.Missing missing ->
                new Rejected<>(document, new Rejection(DeadLetterReason.INTERNAL_ERROR, missing.why()), List.of());
        };
    }

    private StepResult<Enrichment, Enrichment> make(Enrichment document, Profile profile, int retries)
            throws InterruptedException {
        CleanText text = CleanText.of(document.getText().orElseThrow());
        EngineResult<T> made = engines.run(new EngineTask(document, profile, text));
        Enrichment tried = AttemptLog.added(document, made.attempts());
        List<LlmUsage> usage = UsageRecords.about(document).of(made.attempts());
        return switch (made) {
            case Answered<T> answered -> new Done<>(addResult.apply(settled(tried), answered.value()), usage);
            case Unusable<T> unusable -> new Rejected<>(tried, unusable.rejection(), usage);
            case Unavailable<T> unavailable ->
                new RetryLater<>(tried, backoff.next(retries, unavailable.retryAfter()), unavailable.cause(), usage);
        };
    }

    private static Enrichment settled(Enrichment document) {
        return Enrichment.newBuilder(document)
                .setAttempts(AttemptLog.settled(document.getAttempts()))
                .build();
    }
}
