package dev.sluice.processor.extract;

import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Extraction;

/** Has a model find the facts, and checks that the document says them. */
public final class LlmExtractor implements Engine<Extraction> {
    private final StructuredCall model;
    private final PromptRenderer prompts;

    public LlmExtractor(StructuredCall model, PromptRenderer prompts) {
        this.model = model;
        this.prompts = prompts;
    }

    @Override
    public String name() {
        return model.engine();
    }

    @Override
    public EngineResult<Extraction> run(EngineTask task) throws InterruptedException {
        return model.ask(
                Question.of(Stage.EXTRACT, task, prompts, check(task)),
                task.enrichment().getAttempts());
    }

    /** What an answer is held to. */
    public AnswerCheck<Extraction> check(EngineTask task) {
        return new ExtractionCheck(
                prompts.contract(Stage.EXTRACT, task.profile()),
                task.profile().fields().json(),
                task.text(),
                task.profile().gate().checks().rules());
    }
}
