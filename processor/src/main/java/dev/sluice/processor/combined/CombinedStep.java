package dev.sluice.processor.combined;

import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.engine.AttemptLog;
import dev.sluice.processor.engine.DocumentProfile;
import dev.sluice.processor.engine.DocumentProfile.Found;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.UsageRecords;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.processor.summarize.LlmSummarizer;
import dev.sluice.profile.CombinedSettings;
import dev.sluice.profile.DocumentTraits;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Has a model make the results of all three stages in one answer, if the document's profile asks for that and the document
 * is short enough. If the answer will not do, or the model is not sure enough, the stages go on one by one as if nothing
 * had been asked; only the attempts remain. While the model is out of order the document waits. Thread-safe.
 */
public final class CombinedStep implements Step<Enrichment, Enrichment> {
    /** The part of the extracting attempts that asked for everything. */
    public static final String PART = "combined";

    private final LiveProfiles profiles;
    private final Map<String, StructuredCall> models;
    private final PromptRenderer prompts;
    private final Backoff backoff;

    public CombinedStep(LiveProfiles profiles, List<StructuredCall> models, PromptRenderer prompts, Backoff backoff) {
        this.profiles = profiles;
        this.models = models.stream().collect(Collectors.toMap(StructuredCall::engine, Function.identity()));
        this.prompts = prompts;
        this.backoff = backoff;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) throws InterruptedException {
        Optional<Profile> profile = DocumentProfile.of(document, profiles.current()) instanceof Found found
                ? Optional.of(found.profile())
                : Optional.empty(); // the stages that follow reject it
        Optional<CombinedSettings> settings = profile.flatMap(Profile::combined);
        Optional<StructuredCall> model =
                settings.flatMap(combined -> Optional.ofNullable(models.get(combined.engine())));
        if (model.isEmpty()
                || document.getExtraction().isPresent()
                || document.getEngineOverride().isPresent()) {
            return new Done<>(document, List.of());
        }
        CleanText text = CleanText.of(document.getText().orElseThrow());
        int tokens = DocumentTraits.of(text.text(), Optional.empty()).tokens();
        if (tokens >= settings.get().tokensBelow()) {
            return new Done<>(document, List.of());
        }
        return ask(model.get(), new EngineTask(document, profile.get(), text).withPart(PART), retries);
    }

    private StepResult<Enrichment, Enrichment> ask(StructuredCall model, EngineTask task, int retries)
            throws InterruptedException {
        Enrichment document = task.enrichment();
        EngineResult<CombinedResult> result = model.ask(question(task), document.getAttempts());
        Enrichment tried = AttemptLog.added(document, result.attempts());
        List<LlmUsage> usage = UsageRecords.about(document).of(result.attempts());
        if (result instanceof Unavailable<CombinedResult> out) {
            return new RetryLater<>(tried, backoff.next(retries, out.retryAfter()), out.cause(), usage);
        }
        boolean sure = result instanceof Answered<CombinedResult> answered
                && answered.confidence() >= task.profile().gate().accept();
        return new Done<>(sure ? with(tried, ((Answered<CombinedResult>) result).value()) : tried, usage);
    }

    private Question<CombinedResult> question(EngineTask task) {
        CombinedSettings settings = task.profile().combined().orElseThrow();
        CombinedCheck check = new CombinedCheck(
                LlmExtractor.check(prompts, task),
                LlmSummarizer.check(prompts, task),
                LlmClassifier.check(prompts, task));
        return new Question<>(
                Stage.EXTRACT,
                version(task.profile()),
                prompts.renderCombined(task),
                settings.attempts(),
                check,
                task.part(),
                CallSubject.of(task.enrichment()),
                task.profile().gate().accept());
    }

    /** Of all three prompts, as a change of any of them changes the question. */
    private static String version(Profile profile) {
        return List.of(Stage.EXTRACT, Stage.SUMMARIZE, Stage.CLASSIFY).stream()
                .map(stage -> profile.step(stage).prompt().version())
                .collect(Collectors.joining("+"));
    }

    private static Enrichment with(Enrichment document, CombinedResult result) {
        return Enrichment.newBuilder(document)
                .setExtraction(result.extraction())
                .setSummary(result.summary())
                .setClassification(result.classification())
                .build();
    }
}
