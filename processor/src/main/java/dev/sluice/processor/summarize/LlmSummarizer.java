package dev.sluice.processor.summarize;

import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Summary;

/** Has a model sum the document up. */
public final class LlmSummarizer implements Engine<Summary> {
    private final StructuredCall model;
    private final PromptRenderer prompts;

    public LlmSummarizer(StructuredCall model, PromptRenderer prompts) {
        this.model = model;
        this.prompts = prompts;
    }

    @Override
    public String name() {
        return model.engine();
    }

    @Override
    public EngineResult<Summary> run(EngineTask task) throws InterruptedException {
        return model.ask(
                Question.of(Stage.SUMMARIZE, task, prompts, check(task)),
                task.enrichment().getAttempts());
    }

    /** What an answer is held to. */
    public AnswerCheck<Summary> check(EngineTask task) {
        return new SummaryCheck(
                prompts.contract(Stage.SUMMARIZE, task.profile()),
                task.text().text().length());
    }
}
