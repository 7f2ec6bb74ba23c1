package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.classify.LabelBallot;
import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.engine.Vote;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.summarize.LlmSummarizer;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Summary;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The engines as they are in production, over HTTP, with the faults that real servers have. */
class SimulatedModelTest {
    private static final String MAIL = """
            From: Jane Doe <jane.doe@example.com>

            Hello,
            I ordered a lamp on 2026-11-03, order 12345, and it has still not arrived. Where is my parcel?
            Jane Doe
            """;
    private static final Profile PROFILE =
            new ProfileLoader().load().find("support-email").orElseThrow();

    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final ModelEndpoint endpoint = new ModelEndpoint(
            "model",
            URI.create(server.baseUrl()),
            "simulated-small",
            Credentials.NONE,
            new CallTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20)),
            ModelParameters.DEFAULTS,
            8);
    private final OpenAiClient client = new OpenAiClient(endpoint, Clock.systemUTC());
    private final StructuredCall model = new StructuredCall(client, endpoint, Prices.NONE, Clock.systemUTC());
    private final PromptRenderer prompts = new PromptRenderer();
    private final LongDocuments documents = new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, Clock.systemUTC());
    private final Engine<Extraction> extractor = new LlmExtractor(model, prompts, documents);

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    // ---- the provider's fault

    @Test
    void waitsAsLongAsAThrottlingProviderAsks() throws Exception {
        assertThat(extract("[[sim:429 retry-after=7]]"))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        out -> assertThat((Object) out.retryAfter()).isEqualTo(Optional.of(Duration.ofSeconds(7))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"429", "500", "503", "reset", "timeout"})
    void waitsForAProviderThatIsDown(String fault) throws Exception {
        EngineResult<Extraction> result = extract("[[sim:" + fault + "]]");
        assertThat(result).isInstanceOf(Unavailable.class);
        assertThat(result.attempts()).extracting(Attempt::getOutcome).containsExactly(AttemptOutcome.FAILED);
    }

    // ---- the model's fault, mended

    @ParameterizedTest
    @CsvSource({
        "truncated-json, INVALID",
        "wrong-type, INVALID",
        "missing-field, INVALID",
        "empty-choices, INVALID",
        "ungrounded, INVALID",
        "length, TRUNCATED"
    })
    void getsAValidAnswerAtTheSecondAttempt(String fault, AttemptOutcome first) throws Exception {
        EngineResult<Extraction> result = extract("[[sim:" + fault + "]]");
        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts()).extracting(Attempt::getOutcome).containsExactly(first, AttemptOutcome.VALID);
        assertThat(result.attempts()).allSatisfy(attempt -> {
            assertThat(attempt.getUsage().orElseThrow().getInput()).isPositive();
            assertThat(attempt.getOrigin().getModel()).isPresent();
        });
    }

    @Test
    void cutsOffProse() throws Exception {
        EngineResult<Extraction> result = extract("[[sim:prose]]");
        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getProblems()).hasSize(1));
    }

    @Test
    void takesUpTheCorrectionAfterAnOutage() throws Exception {
        Engine<Extraction> engine = extractor;
        EngineTask task = TestTasks.task(MAIL + "[[sim:wrong-type times=2]]", PROFILE);
        List<Attempt> history = new ArrayList<>(engine.run(task).attempts().subList(0, 1));
        assertThat(history.getFirst().getOutcome()).isEqualTo(AttemptOutcome.INVALID);

        EngineResult<Extraction> result = engine.run(withHistory(task, history));

        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts())
                .as("the answer before the outage is not asked for again")
                .hasSize(1);
    }

    // ---- the model's fault, not mended

    @ParameterizedTest
    @CsvSource({
        "wrong-type, INVALID_OUTPUT, 3",
        "truncated-json, INVALID_OUTPUT, 3",
        "empty-choices, INVALID_OUTPUT, 3",
        "length, INVALID_OUTPUT, 2",
        "ungrounded, UNGROUNDED, 3",
        "refusal, REFUSED, 1"
    })
    void givesUpWhatStaysWrong(String fault, DeadLetterReason reason, int attempts) throws Exception {
        EngineResult<Extraction> result = extract("[[sim:" + fault + " times=always]]");
        assertThat(result)
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.rejection().reason()).isEqualTo(reason));
        assertThat(result.attempts()).hasSize(attempts);
    }

    @Test
    void saysWhenTheModelIsNotSure() throws Exception {
        assertThat(extract("[[sim:low-confidence]]"))
                .isInstanceOfSatisfying(
                        Answered.class,
                        answered -> assertThat(answered.confidence()).isLessThan(0.8));
    }

    @Test
    void isUnsureWhenTheVoteIsSplit() throws Exception {
        Engine<Classification> voters = new Vote<>(new LlmClassifier(model, prompts, documents), 3, new LabelBallot());
        EngineTask task = TestTasks.task(MAIL + "I want my money back. [[sim:fickle times=always]]", PROFILE);

        Answered<Classification> split = (Answered<Classification>) voters.run(task);

        assertThat(split.confidence()).isLessThan(0.8);
        assertThat(split.value().getAlternatives()).isNotEmpty();
        assertThat(split.attempts())
                .hasSize(3)
                .allMatch(attempt -> attempt.getPart().isPresent());
    }

    @Test
    void takesUpAVoteAfterAnOutageWithoutPayingTwice() throws Exception {
        Engine<Classification> voters = new Vote<>(new LlmClassifier(model, prompts, documents), 3, new LabelBallot());
        EngineTask task = TestTasks.task(MAIL + "[[sim:503 times=2]]", PROFILE);
        EngineResult<Classification> interrupted = voters.run(task);
        long calls = server.calls().total();

        EngineResult<Classification> resumed = voters.run(withHistory(task, interrupted.attempts()));

        assertThat(interrupted).isInstanceOf(Unavailable.class);
        assertThat(resumed).isInstanceOf(Answered.class);
        assertThat(server.calls().total() - calls)
                .as("only the votes that failed")
                .isEqualTo(2);
    }

    // ---- no fault

    @Test
    void takesADocumentThroughAllStages() throws Exception {
        EngineTask task = TestTasks.task(MAIL, PROFILE);
        Answered<Extraction> extraction = (Answered<Extraction>) extractor.run(task);
        assertThat(extraction.value().getFields()).contains("\"order_id\":\"12345\"");
        assertThat(extraction.value().getEvidence())
                .isNotEmpty()
                .allSatisfy(evidence -> assertThat(evidence.getSpan()).isPresent());

        Answered<Summary> summary = (Answered<Summary>) new LlmSummarizer(model, prompts, documents).run(task);
        assertThat(summary.value().getText()).isNotBlank();

        Answered<Classification> classification =
                (Answered<Classification>) new LlmClassifier(model, prompts, documents).run(task);
        assertThat(classification.value().getLabel()).isEqualTo("delivery_issue");
    }

    @Test
    void reasonsBeforeItAnswersAndKeepsThatOutOfTheResult() throws Exception {
        Profile contract = new ProfileLoader().load().find("contract").orElseThrow();
        EngineTask task = TestTasks.task("""
                LEASE. This Lease is made on 2026-03-03 between Harrow Estates Ltd. and Calder Mills Ltd.
                """, contract);

        Answered<Extraction> extraction = (Answered<Extraction>) extractor.run(task);

        assertThat(extraction.attempts())
                .last()
                .satisfies(
                        attempt -> assertThat(attempt.getAnswer().orElseThrow()).startsWith("{\"reasoning\":\""));
        assertThat(extraction.value().toString()).doesNotContain("reasoning");
    }

    private EngineResult<Extraction> extract(String marker) throws InterruptedException {
        return extractor.run(TestTasks.task(MAIL + marker, PROFILE));
    }

    private static EngineTask withHistory(EngineTask task, List<Attempt> history) {
        return new EngineTask(
                Enrichment.newBuilder(task.enrichment()).setAttempts(history).build(), task.profile(), task.text());
    }
}
