package dev.sluice.processor.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Span;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Some 90,000 tokens, which are seven parts at the default limit. */
class LongExtractionTest {
    private static final Profile PROFILE =
            new ProfileLoader().load().find("support-email").orElseThrow();
    private static final String FILLER =
            "Nothing else   of note was said on that day about the parcel or the weather. ";
    private static final String TEXT = "Jane Doe wrote first.\n\n" + FILLER.repeat(3_000)
            + "\n\nIt is about order 12345 of hers.\n\n" + FILLER.repeat(3_000) + "\n\nRegards, Jane Doe";
    private static final Pattern ORDER = Pattern.compile("order (\\d{5})");

    private final ReadingModel model = new ReadingModel(LongExtractionTest::read);

    // ---- unhappy

    @Test
    void retriesWithWhatWasPaidForAfterAnOutageInTheMiddle() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        model.now(document -> {
            if (answers.incrementAndGet() > 3) {
                throw ReadingModel.down();
            }
            return read(document);
        });
        EngineTask task = TestTasks.task(TEXT, PROFILE);
        Unavailable<Extraction> out = (Unavailable<Extraction>) run(task, limits(64));
        assertThat(out.cause()).isEqualTo("it is down");
        assertThat(out.attempts())
                .filteredOn(attempt -> attempt.getOutcome() == AttemptOutcome.VALID)
                .hasSize(3);

        model.now(LongExtractionTest::read);
        int before = model.calls();
        Answered<Extraction> result = (Answered<Extraction>) run(withHistory(task, out.attempts()), limits(64));

        int parts = parts(result, out);
        assertThat(model.calls() - before).as("only what is missing").isEqualTo(parts - 3);
        assertThat(result.value().getFields()).contains("12345");
        assertThat(result.value().getEntities()).hasSize(1);
    }

    @Test
    void isNoSurerThanTheShareOfTheDocumentThatWasRead() throws Exception {
        model.now(document -> document.contains("wrote first") ? "no JSON" : read(document));
        Answered<Extraction> result = (Answered<Extraction>) run(TestTasks.task(TEXT, PROFILE), limits(64));

        assertThat(result.value().getFields()).contains("12345");
        assertThat(result.confidence())
                .isLessThan(0.95)
                .isEqualTo(result.value().getConfidence());
        assertThat(result.value().getComponents()).containsEntry("read", result.confidence());
    }

    @Test
    void goesOnWithoutAPartThatCannotBeReadAndRecordsIt() throws Exception {
        model.now(document -> document.contains("Regards") ? "no JSON" : read(document));
        Answered<Extraction> result = (Answered<Extraction>) run(TestTasks.task(TEXT, PROFILE), limits(64));

        assertThat(result.value().getFields()).contains("12345");
        assertThat(result.value().getComponents().get("read")).isLessThan(1).isGreaterThan(0.8);
        assertThat(result.attempts())
                .filteredOn(attempt -> attempt.getOutcome() == AttemptOutcome.INVALID)
                .as("corrected as often as the profile allows")
                .hasSize(3)
                .allSatisfy(
                        attempt -> assertThat(attempt.getPart().orElseThrow()).endsWith(" to " + TEXT.length()));
        Attempt merge = result.attempts().getLast();
        assertThat(merge.getOrigin().getModel()).as("no call").isEmpty();
        assertThat(merge.getUsage()).isEmpty();
        assertThat(merge.getProblems())
                .extracting(Problem::getMessage)
                .singleElement()
                .satisfies(message -> assertThat(message).contains("which could not be read", "to " + TEXT.length()));
    }

    @Test
    void givesUpWhenTooMuchCannotBeRead() throws Exception {
        model.now(document -> "no JSON");
        Unusable<Extraction> result =
                (Unusable<Extraction>) run(TestTasks.task(TEXT, PROFILE), new LongDocumentLimits(64, 1));
        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
        assertThat(result.rejection().detail()).contains("parts of the document could not be read");
        assertThat(model.calls()).as("two parts, three attempts each").isEqualTo(6);
    }

    @Test
    void asksNothingAboutADocumentThatIsTooLong() throws Exception {
        Unusable<Extraction> result = (Unusable<Extraction>) run(TestTasks.task(TEXT, PROFILE), limits(2));
        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.TOO_LARGE);
        assertThat(result.rejection().detail())
                .contains("the most is 2. Split the document, or raise document.max.parts or llm.max.input.tokens.");
        assertThat(model.calls()).isZero();
    }

    @Test
    void doubtsAFieldThatTwoPartsContradictEachOtherIn() throws Exception {
        String contradictory = TEXT + "\n\nNo, order 54321 it is.";
        Answered<Extraction> result = (Answered<Extraction>) run(TestTasks.task(contradictory, PROFILE), limits(64));
        assertThat(result.confidence()).isEqualTo(0.5);
        assertThat(result.attempts().getLast().getProblems())
                .extracting(Problem::getPointer)
                .containsExactly("/fields/order_id");
    }

    @Test
    void asksEachPartForWhatItHasAndGivesUpIfNoneHasWhatTheProfileNeeds() throws Exception {
        model.now(document -> read(document).replace("\"delivery_issue\"", "null"));
        Unusable<Extraction> result = (Unusable<Extraction>) run(TestTasks.task(TEXT, PROFILE), limits(64));
        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
        assertThat(result.rejection().detail()).contains("/issue_type");
        assertThat(result.attempts()).extracting(Attempt::getOutcome).containsOnly(AttemptOutcome.VALID);
    }

    @Test
    void takesFromOnePartWhatTheOthersLeaveOut() throws Exception {
        model.now(document ->
                document.contains("Regards") ? read(document) : read(document).replace("\"delivery_issue\"", "null"));
        Answered<Extraction> result = (Answered<Extraction>) run(TestTasks.task(TEXT, PROFILE), limits(64));
        assertThat(result.value().getFields())
                .contains("\"issue_type\":\"delivery_issue\"", "\"customer_name\":null", "\"order_id\":\"12345\"");
    }

    // ---- happy

    @Test
    void pointsIntoTheWholeDocument() throws Exception {
        Answered<Extraction> result = (Answered<Extraction>) run(TestTasks.task(TEXT, PROFILE), limits(64));

        assertThat(result.value().getEvidence())
                .allSatisfy(evidence ->
                        assertThat(slice(evidence.getSpan().orElseThrow())).isEqualTo("order 12345"));
        assertThat(result.value().getEvidence())
                .extracting(FieldEvidence::getPointer)
                .containsOnly("/order_id");
        Entity jane = result.value().getEntities().getFirst();
        assertThat(result.value().getEntities()).hasSize(1);
        assertThat(slice(jane.getSpan().orElseThrow())).isEqualTo("Jane Doe");
        assertThat(result.confidence()).isCloseTo(0.95, within(1e-9));
        assertThat(result.attempts())
                .allSatisfy(attempt -> assertThat(attempt.getPart()).isPresent());
        assertThat(model.calls()).isBetween(6, 12);
        assertThat(model.questions())
                .anySatisfy(question -> assertThat(question).contains("Note: This is part 2 of " + model.calls()));
        assertThat(model.questions())
                .allSatisfy(question -> assertThat(TokenCounter.count(question)).isLessThan(16_000));
    }

    @Test
    void readsADocumentThatFitsAsAWhole() throws Exception {
        Answered<Extraction> result =
                (Answered<Extraction>) run(TestTasks.task(TEXT.substring(TEXT.length() - 30_000), PROFILE), limits(64));
        assertThat(model.calls()).isEqualTo(1);
        assertThat(result.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getPart()).isEmpty());
        assertThat(model.questions().getFirst()).doesNotContain("Note:");
    }

    private EngineResult<Extraction> run(EngineTask task, LongDocumentLimits limits) throws InterruptedException {
        PromptRenderer prompts = new PromptRenderer();
        Clock clock = Clock.systemUTC();
        return new LlmExtractor(
                        new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, clock),
                        prompts,
                        new LongDocuments(prompts, limits, clock))
                .run(task);
    }

    private static LongDocumentLimits limits(int parts) {
        return new LongDocumentLimits(parts, 4);
    }

    private static int parts(EngineResult<?> second, EngineResult<?> first) {
        return (int) List.of(first, second).stream()
                .flatMap(result -> result.attempts().stream())
                .filter(attempt -> attempt.getOutcome() == AttemptOutcome.VALID)
                .map(Attempt::getPart)
                .distinct()
                .count();
    }

    private static EngineTask withHistory(EngineTask task, List<Attempt> history) {
        return new EngineTask(
                Enrichment.newBuilder(task.enrichment()).setAttempts(history).build(), task.profile(), task.text());
    }

    private static String slice(Span span) {
        return TEXT.substring(span.getStart(), span.getEnd());
    }

    /** Finds the order and Jane Doe, and judges what it is about. */
    private static String read(String document) {
        Matcher order = ORDER.matcher(document);
        boolean found = order.find();
        String evidence = found ? "{'pointer':'/order_id','quote':'" + order.group() + "','confidence':0.95}" : "";
        String entities = document.contains("Jane Doe")
                ? "{'type':'person','value':'Jane Doe','unit':null,'quote':'Jane Doe','confidence':0.9}"
                : "";
        return """
                {'entities':[%s],'fields':{'customer_name':null,'customer_email':null,'order_id':%s,'order_date':null,
                'issue_type':'delivery_issue'},'evidence':[%s]}""".formatted(entities, found ? "'" + order.group(1) + "'" : "null", evidence)
                .replace('\'', '"');
    }
}
