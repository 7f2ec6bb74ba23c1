package dev.sluice.processor.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.summarize.LlmSummarizer;
import dev.sluice.profile.EngineChoice;
import dev.sluice.profile.Profile;
import dev.sluice.profile.PromptTemplate;
import dev.sluice.profile.StepSettings;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Summary;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LongSummaryTest {
    private static final String TEXT = "The first line of all.\n\n"
            + "Nothing else of note was said on that day about the parcel or the weather. ".repeat(6_000)
            + "\n\nThe last line of all.";
    private static final String MANY_WORDS =
            "A summary has several words of its own and is told at some length. ".repeat(10);
    /** Requests so small that the summaries of the parts do not fit into one. */
    private static final Profile SMALL = profile(4_000);

    private final ReadingModel model = new ReadingModel(document -> summary(MANY_WORDS, 0.9));

    // ---- unhappy

    @Test
    void keepsEveryLevelThatIsPaidForInAnOutage() throws Exception {
        model.now(document -> {
            if (document.startsWith("A summary")) {
                throw ReadingModel.down();
            }
            return summary(MANY_WORDS, 0.9);
        });
        EngineTask task = TestTasks.task(TEXT, SMALL);
        Unavailable<Summary> out = (Unavailable<Summary>) summarize(task);
        long paid = out.attempts().stream()
                .filter(attempt -> attempt.getOutcome() == AttemptOutcome.VALID)
                .count();
        int before = model.calls();

        model.now(document -> summary(MANY_WORDS, 0.9));
        EngineResult<Summary> result = summarize(withHistory(task, out.attempts()));

        assertThat(result).isInstanceOf(Answered.class);
        assertThat(paid).isGreaterThan(20);
        assertThat(model.calls() - before).as("only the levels above the parts").isLessThan(15);
    }

    @Test
    void saysThatAPartIsNotInTheSummary() throws Exception {
        model.now(document -> document.contains("first line") ? "no JSON" : summary("Short.", 0.99));
        Answered<Summary> result = (Answered<Summary>) summarize(TestTasks.task(TEXT, SMALL));
        assertThat(result.confidence())
                .isLessThan(0.985)
                .isEqualTo(result.value().getConfidence());
        assertThat(result.attempts().getLast().getProblems())
                .extracting(Problem::getMessage)
                .singleElement()
                .asString()
                .contains("from character 0");
    }

    @Test
    void isNoSurerThanOfThePartsOnAverage() throws Exception {
        model.now(document -> summary("Short.", document.startsWith("Short.") ? 0.99 : 0.7));
        assertThat(((Answered<Summary>) summarize(TestTasks.task(TEXT, SMALL))).confidence())
                .isCloseTo(0.7, within(1e-9));
    }

    // ---- happy

    @Test
    void reducesInSeveralLevelsUnderTheSameLimit() throws Exception {
        Answered<Summary> result = (Answered<Summary>) summarize(TestTasks.task(TEXT, SMALL));

        List<String> reductions = model.questions().stream()
                .filter(question -> question.contains("These are the summaries of its parts"))
                .toList();
        int parts = model.calls() - reductions.size();
        assertThat(parts).isBetween(21, 64);
        assertThat(reductions)
                .as("two levels, each a fraction of the one below")
                .hasSizeBetween(3, parts / 2);
        assertThat(model.questions())
                .allSatisfy(question -> assertThat(TokenCounter.count(question)).isLessThan(4_000));
        assertThat(result.attempts()).hasSize(model.calls());
        assertThat(result.attempts().getLast().getPart())
                .as("the last is about all of it")
                .isEmpty();
        assertThat(result.value().getText()).isEqualTo(MANY_WORDS.strip());
    }

    @Test
    void sumsUpInOneCallWhatFits() throws Exception {
        assertThat(summarize(TestTasks.task(TEXT.substring(0, 3_000), SMALL)).attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getPart()).isEmpty());
    }

    @Test
    void waitsWhereTheInstructionsLeaveNoRoom() throws Exception {
        StepSettings wordy = new StepSettings(
                List.of(EngineChoice.of("model")),
                3,
                OptionalInt.of(4_000),
                3,
                false,
                new PromptTemplate("v1", "Be very exact. ".repeat(700)),
                0);
        Unavailable<Summary> out = (Unavailable<Summary>) summarize(TestTasks.task(TEXT, profile(wordy)));
        assertThat(out.cause())
                .contains("the instructions of profile letters for its step summarize take ")
                .contains("shorten them or raise llm.max.input.tokens");
        assertThat(model.calls()).isZero();
    }

    @Test
    void classifiesByTheSummaryTheBeginningAndTheEnd() throws Exception {
        model.now(document -> """
                {"label":"letter","confidence":0.9,"alternatives":[],"rationale":"It says so."}""");
        EngineTask task = TestTasks.task(TEXT, SMALL);
        Enrichment summarized = Enrichment.newBuilder(task.enrichment())
                .setSummary(new Summary("All about a parcel.", 0.9, new Origin("model", "m", "v1")))
                .build();

        Answered<Classification> result = (Answered<Classification>) new LlmClassifier(call(), prompts, documents)
                .run(new EngineTask(summarized, task.profile(), task.text()));

        assertThat(result.value().getLabel()).isEqualTo("letter");
        assertThat(model.questions()).singleElement().satisfies(question -> {
            assertThat(question)
                    .contains(
                            "Summary:\nAll about a parcel.",
                            "Beginning:\nThe first line",
                            "[…]",
                            "The last line of all.");
            assertThat(TokenCounter.count(question)).isBetween(2_000, 4_000);
        });
    }

    private final PromptRenderer prompts = new PromptRenderer();
    private final LongDocuments documents =
            new LongDocuments(prompts, new LongDocumentLimits(64, 4), Clock.systemUTC());

    private EngineResult<Summary> summarize(EngineTask task) throws InterruptedException {
        return new LlmSummarizer(call(), prompts, documents).run(task);
    }

    private StructuredCall call() {
        return new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, Clock.systemUTC());
    }

    private static EngineTask withHistory(EngineTask task, List<Attempt> history) {
        return new EngineTask(
                Enrichment.newBuilder(task.enrichment())
                        .setAttempts(new ArrayList<>(history))
                        .build(),
                task.profile(),
                task.text());
    }

    private static Profile profile(int maxInputTokens) {
        return profile(new StepSettings(
                List.of(EngineChoice.of("model")),
                3,
                OptionalInt.of(maxInputTokens),
                3,
                false,
                new PromptTemplate("v1", "Be exact."),
                0));
    }

    private static Profile profile(StepSettings step) {
        Profile plain = TestTasks.profile("model");
        return new Profile(
                plain.name(),
                plain.description(),
                plain.recognition(),
                Map.of(Stage.EXTRACT, step, Stage.SUMMARIZE, step, Stage.CLASSIFY, step),
                plain.fields(),
                plain.categories(),
                plain.gate(),
                plain.examples());
    }

    private static String summary(String text, double confidence) {
        return "{\"summary\":\"" + text + "\",\"confidence\":" + confidence + "}";
    }
}
