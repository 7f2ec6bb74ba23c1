package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.llm.ModelParameters.TokenLimitField;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Extraction;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the probabilities that a server gives with its tokens. */
class LogProbabilitiesTest {
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Profile PROFILE =
            new ProfileLoader().load().find("support-email").orElseThrow();
    private static final String MAIL = """
            Hello,
            I ordered a lamp on 2026-11-03, order 12345, and it has still not arrived. Where is my parcel?
            Jane Doe
            """;

    private final SimulatedLlm server = SimulatedLlm.start(SimulatedLlmSettings.defaults());
    private final PromptRenderer prompts = new PromptRenderer();
    private final LongDocuments documents = new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, CLOCK);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isNoSurerOfALabelThanItsTokensAre(boolean stream) throws Exception {
        Answered<Classification> answered = classify(MAIL + "[[sim:unlikely]]", stream, true);

        assertThat(answered.confidence()).isEqualTo(0.5, within());
        assertThat(answered.value().getComponents())
                .hasEntrySatisfying(
                        Likelihoods.COMPONENT, value -> assertThat(value).isEqualTo(0.5, within()));
        assertThat(answered.value().getComponents().get("model")).isGreaterThan(0.8);
        assertThat(answered.attempts().getFirst().getLikelihoods()).containsOnlyKeys("/label");
    }

    @Test
    void isNoSurerOfAFieldThanItsTokensAre() throws Exception {
        Answered<Extraction> answered = extract(MAIL + "[[sim:unlikely]]");

        assertThat(answered.confidence()).isEqualTo(0.5, within());
        assertThat(answered.value().getEvidence())
                .isNotEmpty()
                .allSatisfy(evidence -> assertThat(evidence.getConfidence()).isLessThanOrEqualTo(0.5 + 1e-9));
        assertThat(answered.value().getComponents().get("model")).isGreaterThan(0.8);
    }

    @Test
    void likelyTokensTakeNothingAway() throws Exception {
        Answered<Extraction> answered = extract(MAIL);

        assertThat(answered.confidence())
                .isEqualTo(answered.value().getComponents().get("model"));
        assertThat(answered.value().getComponents().get(Likelihoods.COMPONENT)).isGreaterThan(0.99);
    }

    @Test
    void judgesAnAnswerOfAnEarlierRunByTheLikelihoodsThatWereKept() throws Exception {
        String text = MAIL + "[[sim:unlikely]]";
        Answered<Classification> first = classify(text, false, true);
        EngineTask task = TestTasks.task(text, PROFILE);
        Enrichment tried = Enrichment.newBuilder(task.enrichment())
                .setAttempts(first.attempts())
                .build();

        Answered<Classification> resumed = classify(new EngineTask(tried, PROFILE, task.text()), false, true);

        assertThat(resumed.attempts()).isEmpty();
        assertThat(resumed.confidence()).isEqualTo(first.confidence());
    }

    @Test
    void doesNotAskForThemUnlessConfigured() throws Exception {
        Answered<Classification> answered = classify(MAIL + "[[sim:unlikely]]", false, false);

        assertThat(answered.value().getComponents()).containsOnlyKeys("model");
        assertThat(answered.attempts().getFirst().getLikelihoods()).isEmpty();
    }

    private Answered<Classification> classify(String text, boolean stream, boolean ask) throws Exception {
        return classify(TestTasks.task(text, PROFILE), stream, ask);
    }

    private Answered<Classification> classify(EngineTask task, boolean stream, boolean ask) throws Exception {
        ModelEndpoint endpoint = endpoint(stream, ask);
        try (OpenAiClient client = new OpenAiClient(endpoint, CLOCK)) {
            Engine<Classification> engine =
                    new LlmClassifier(new StructuredCall(client, endpoint, Prices.NONE, CLOCK), prompts, documents);
            return (Answered<Classification>) engine.run(task);
        }
    }

    private Answered<Extraction> extract(String text) throws Exception {
        ModelEndpoint endpoint = endpoint(false, true);
        try (OpenAiClient client = new OpenAiClient(endpoint, CLOCK)) {
            Engine<Extraction> engine =
                    new LlmExtractor(new StructuredCall(client, endpoint, Prices.NONE, CLOCK), prompts, documents);
            return (Answered<Extraction>) engine.run(TestTasks.task(text, PROFILE));
        }
    }

    private ModelEndpoint endpoint(boolean stream, boolean logProbabilities) {
        return new ModelEndpoint(
                "model",
                URI.create(server.baseUrl()),
                "simulated-small",
                Credentials.NONE,
                CallTimeouts.DEFAULTS,
                new ModelParameters(
                        16_000,
                        4_096,
                        TokenLimitField.MAX_COMPLETION_TOKENS,
                        Optional.empty(),
                        stream,
                        logProbabilities),
                8);
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }
}
