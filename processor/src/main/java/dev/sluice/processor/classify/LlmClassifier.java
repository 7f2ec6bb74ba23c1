package dev.sluice.processor.classify;

import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;

/** Has a model choose one of the profile's labels. */
public final class LlmClassifier implements Engine<Classification> {
    private final StructuredCall model;
    private final PromptRenderer prompts;

    public LlmClassifier(StructuredCall model, PromptRenderer prompts) {
        this.model = model;
        this.prompts = prompts;
    }

    @Override
    public String name() {
        return model.engine();
    }

    @Override
    public EngineResult<Classification> run(EngineTask task) throws InterruptedException {
        return model.ask(
                Question.of(Stage.CLASSIFY, task, prompts, check(task)),
                task.enrichment().getAttempts());
    }

    /** What an answer is held to. */
    public AnswerCheck<Classification> check(EngineTask task) {
        return new ClassificationCheck(prompts.contract(Stage.CLASSIFY, task.profile()));
    }
}
