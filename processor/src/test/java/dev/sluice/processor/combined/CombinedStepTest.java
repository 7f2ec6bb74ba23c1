package dev.sluice.processor.combined;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.engine.EngineTasks;
import dev.sluice.processor.llm.CallTimeouts;
import dev.sluice.processor.llm.Credentials;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.llm.OpenAiClient;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.step.Backoff;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.profile.CombinedSettings;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileBudget;
import dev.sluice.profile.Profiles;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Enrichment;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over HTTP, with the simulated server's faults. */
final class CombinedStepTest {
    private static final String MAIL = """
            From: Jane Doe <jane.doe@example.com>

            Hello,
            I ordered a lamp on 2026-11-03, order 12345, and it has still not arrived. Where is my parcel?
            Jane Doe
            """;
    private static final Profile PROFILE = combined(EngineTasks.builtIn("support-email"));

    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final ModelEndpoint endpoint = new ModelEndpoint(
            "model",
            URI.create(server.baseUrl()),
            "simulated-small",
            Credentials.NONE,
            CallTimeouts.DEFAULTS,
            ModelParameters.DEFAULTS,
            8);
    private final OpenAiClient client = new OpenAiClient(endpoint, Clock.systemUTC());

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void waitsForAProviderThatIsDown() throws Exception {
        RetryLater<Enrichment, Enrichment> later =
                (RetryLater<Enrichment, Enrichment>) ask(document(MAIL + "[[sim:503]]"));
        assertThat(later.usage()).hasSize(1);
    }

    @Test
    void leavesTheStagesToThemselvesWhenTheAnswerWillNotDo() throws Exception {
        Enrichment document = done(ask(document(MAIL + "[[sim:wrong-type times=always]]")));

        assertThat(document.getExtraction()).isEmpty();
        assertThat(document.getSummary()).isEmpty();
        assertThat(document.getClassification()).isEmpty();
        assertThat(document.getAttempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.INVALID, AttemptOutcome.INVALID);
    }

    @Test
    void leavesTheStagesToThemselvesWhenTheModelIsNotSure() throws Exception {
        assertThat(done(ask(document(MAIL + "[[sim:low-confidence]]"))).getExtraction())
                .isEmpty();
    }

    @Test
    void doesNotAskAboutALongDocument() throws Exception {
        Enrichment document = document(MAIL + "And then there was more to say.\n".repeat(200));

        assertThat(done(ask(document))).isEqualTo(document);
        assertThat(server.calls().total()).isZero();
    }

    @Test
    void mendsOnePartOfAnAnswer() throws Exception {
        Enrichment document = done(ask(document(MAIL + "[[sim:ungrounded]]")));

        assertThat(document.getExtraction()).isPresent();
        assertThat(document.getAttempts().getFirst().getProblems())
                .allSatisfy(problem -> assertThat(problem.getPointer()).startsWith("/extract/"));
    }

    @Test
    void makesAllResultsOfOneAnswer() throws Exception {
        Enrichment document = done(ask(document(MAIL)));

        assertThat(document.getExtraction().orElseThrow().getFields()).contains("\"order_id\":\"12345\"");
        assertThat(document.getSummary().orElseThrow().getText()).isNotBlank();
        assertThat(document.getClassification().orElseThrow().getLabel()).isEqualTo("delivery_issue");
        assertThat(server.calls().total()).isOne();
        assertThat(document.getAttempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt.getPart()).contains(CombinedStep.PART));
    }

    private StepResult<Enrichment, Enrichment> ask(Enrichment document) throws InterruptedException {
        StructuredCall model = new StructuredCall(client, endpoint, Prices.NONE, Clock.systemUTC());
        Profiles profiles = new Profiles(List.of(EngineTasks.builtIn(Profiles.GENERAL), PROFILE));
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), Clock.systemUTC());
        return new CombinedStep(new LiveProfiles(profiles), List.of(model), new PromptRenderer(), backoff)
                .apply(document, 0);
    }

    private static Enrichment done(StepResult<Enrichment, Enrichment> result) {
        return ((Done<Enrichment, Enrichment>) result).output();
    }

    private static Enrichment document(String text) {
        return Enrichment.newBuilder(EngineTasks.task(PROFILE, text).enrichment())
                .setProfile(PROFILE.name())
                .build();
    }

    private static Profile combined(Profile profile) {
        return new Profile(
                profile.name(),
                profile.description(),
                profile.recognition(),
                profile.steps(),
                profile.fields(),
                profile.categories(),
                profile.gate(),
                profile.examples(),
                false,
                Optional.of(new CombinedSettings("model", 1_000, 2)),
                Map.of(),
                ProfileBudget.NONE);
    }
}
