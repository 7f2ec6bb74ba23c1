package dev.sluice.processor.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.AlternativeLabel;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class LlmClassifierTest {
    private final ScriptedModel model = new ScriptedModel();
    private final PromptRenderer prompts = new PromptRenderer();
    private final LlmClassifier classifier = new LlmClassifier(
            new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, Clock.systemUTC()),
            prompts,
            new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, Clock.systemUTC()));

    @Test
    void doesNotTakeALabelThatTheProfileDoesNotHave() throws Exception {
        String invented = answer("complaint", "");
        model.answers(invented).answers(invented).answers(invented);
        Unusable<Classification> result = (Unusable<Classification>) run();
        assertThat(result.rejection().reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
        assertThat(result.rejection().problems().getFirst().getPointer()).isEqualTo("/label");
    }

    @Test
    void tidiesTheAlternatives() throws Exception {
        model.answers(answer("refund_request", """
                {"label":"general_inquiry","confidence":0.05},{"label":"refund_request","confidence":0.9},
                {"label":"delivery_issue","confidence":0.1},{"label":"general_inquiry","confidence":0.15}"""));
        Answered<Classification> result = (Answered<Classification>) run();
        assertThat(result.confidence()).isEqualTo(0.8);
        assertThat(result.value().getLabel()).isEqualTo("refund_request");
        assertThat(result.value().getAlternatives())
                .containsExactly(
                        new AlternativeLabel("general_inquiry", 0.15), new AlternativeLabel("delivery_issue", 0.1));
        assertThat(result.value().getRationale()).isEqualTo("It says so.");
    }

    private EngineResult<Classification> run() throws InterruptedException {
        return classifier.run(TestTasks.task(
                "I want my money back.",
                new ProfileLoader().load().find("support-email").orElseThrow()));
    }

    private static String answer(String label, String alternatives) {
        return "{\"label\":\"%s\",\"confidence\":0.8,\"alternatives\":[%s],\"rationale\":\" It says so. \"}"
                .formatted(label, alternatives);
    }
}
