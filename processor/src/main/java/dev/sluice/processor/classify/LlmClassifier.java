package dev.sluice.processor.classify;

import dev.sluice.processor.chunk.Digest;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.chunk.Plan.InParts;
import dev.sluice.processor.chunk.Plan.NoRoom;
import dev.sluice.processor.chunk.Plan.TooLong;
import dev.sluice.processor.chunk.Plan.Whole;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;

/**
 * Has a model choose one of the profile's labels. Of a document that does not fit into one request it is shown a
 * {@link Digest}: what kind of document it is, its beginning and its end tell, and the summary what it is about.
 */
public final class LlmClassifier implements Engine<Classification> {
    private final StructuredCall model;
    private final PromptRenderer prompts;
    private final LongDocuments documents;

    public LlmClassifier(StructuredCall model, PromptRenderer prompts, LongDocuments documents) {
        this.model = model;
        this.prompts = prompts;
        this.documents = documents;
    }

    @Override
    public String name() {
        return model.engine();
    }

    @Override
    public EngineResult<Classification> run(EngineTask task) throws InterruptedException {
        return switch (documents.plan(Stage.CLASSIFY, task, model.parameters())) {
            case Whole whole -> ask(task);
            case InParts parts -> ask(Digest.of(task, parts.tokens()));
            case TooLong tooLong -> ask(Digest.of(task, tooLong.tokens()));
            case NoRoom noRoom -> noRoom.result();
        };
    }

    private EngineResult<Classification> ask(EngineTask task) throws InterruptedException {
        return model.ask(
                Question.of(Stage.CLASSIFY, task, prompts, check(prompts, task)),
                task.enrichment().getAttempts());
    }

    /** What an answer is held to. */
    public static AnswerCheck<Classification> check(PromptRenderer prompts, EngineTask task) {
        return new ClassificationCheck(prompts.contract(Stage.CLASSIFY, task.profile()));
    }
}
