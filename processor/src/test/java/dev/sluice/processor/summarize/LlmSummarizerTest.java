package dev.sluice.processor.summarize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Summary;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmSummarizerTest {
    private final ScriptedModel model = new ScriptedModel();
    private final PromptRenderer prompts = new PromptRenderer();
    private final LlmSummarizer summarizer = new LlmSummarizer(
            new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, Clock.systemUTC()),
            prompts,
            new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, Clock.systemUTC()));

    @ParameterizedTest
    @CsvSource({
        "300, 301, has 301 characters; for this document 300 are the most",
        "9000, 2001, has 2001 characters; for this document 2000 are the most",
        "5, 201, has 201 characters; for this document 200 are the most"
    })
    void asksForAShorterSummary(int documentLength, int summaryLength, String complaint) throws Exception {
        model.answers(answer("s".repeat(summaryLength))).answers(answer("Short."));
        EngineResult<Summary> result = run("d".repeat(documentLength));
        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts()).hasSize(2);
        assertThat(result.attempts().getFirst().getProblems().getFirst().getMessage())
                .isEqualTo(complaint);
    }

    @Test
    void asksAgainForABlankSummary() throws Exception {
        model.answers(answer("  ")).answers(answer("Short."));
        assertThat(run("A document.").attempts()).hasSize(2);
    }

    @Test
    void takesAShortSummary() throws Exception {
        model.answers(answer(" It greets. "));
        EngineResult<Summary> result = run("Hi");
        assertThat(result)
                .isEqualTo(new Answered<>(
                        new Summary("It greets.", 0.85, new Origin("model", "gpt-test-2026", "v1")),
                        0.85,
                        result.attempts()));
    }

    private EngineResult<Summary> run(String text) throws InterruptedException {
        return summarizer.run(TestTasks.task(text, TestTasks.profile("model")));
    }

    private static String answer(String summary) {
        return "{\"summary\":\"" + summary + "\",\"confidence\":0.85}";
    }
}
