package dev.sluice.processor.summarize;

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
import dev.sluice.schemas.avro.Summary;

/**
 * Has a model sum the document up. What does not fit into one request is summed up in parts, and then the summaries are: see
 * {@link SummaryReduction}.
 */
public final class LlmSummarizer implements Engine<Summary> {
    private final StructuredCall model;
    private final PromptRenderer prompts;
    private final LongDocuments documents;

    public LlmSummarizer(StructuredCall model, PromptRenderer prompts, LongDocuments documents) {
        this.model = model;
        this.prompts = prompts;
        this.documents = documents;
    }

    @Override
    public String name() {
        return model.engine();
    }

    @Override
    public EngineResult<Summary> run(EngineTask task) throws InterruptedException {
        return switch (documents.plan(Stage.SUMMARIZE, task, model.parameters())) {
            case Whole whole -> ask(task, check(prompts, task));
            case InParts parts ->
                new SummaryReduction(documents, name(), this::askForPart, task, parts.tokens()).reduce(parts.parts());
            case TooLong tooLong -> tooLong.result();
            case NoRoom noRoom -> noRoom.result();
        };
    }

    /** What an answer is held to. */
    public static AnswerCheck<Summary> check(PromptRenderer prompts, EngineTask task) {
        return check(prompts, task, task.text().text().length());
    }

    private EngineResult<Summary> askForPart(EngineTask task, int longest) throws InterruptedException {
        return ask(task, check(prompts, task, longest));
    }

    private EngineResult<Summary> ask(EngineTask task, AnswerCheck<Summary> check) throws InterruptedException {
        return model.ask(
                Question.of(Stage.SUMMARIZE, task, prompts, check),
                task.enrichment().getAttempts());
    }

    private static AnswerCheck<Summary> check(PromptRenderer prompts, EngineTask task, int longest) {
        int length = Math.min(task.text().text().length(), longest);
        return new SummaryCheck(prompts.contract(Stage.SUMMARIZE, task.profile()), length);
    }
}
