package dev.sluice.processor.summarize;

import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.chunk.Plan.InParts;
import dev.sluice.processor.chunk.Plan.NoRoom;
import dev.sluice.processor.chunk.Plan.TooLong;
import dev.sluice.processor.chunk.Plan.Whole;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
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
        int length = task.text().text().length();
        return switch (documents.plan(Stage.SUMMARIZE, task, model.parameters())) {
            case Whole whole -> ask(task, length);
            case InParts parts ->
                new SummaryReduction(documents, name(), this::ask, task, parts.tokens()).reduce(parts.parts());
            case TooLong tooLong -> tooLong.result();
            case NoRoom noRoom -> noRoom.result();
        };
    }

    private EngineResult<Summary> ask(EngineTask task, int summedUp) throws InterruptedException {
        SummaryCheck check = new SummaryCheck(prompts.contract(Stage.SUMMARIZE, task.profile()), summedUp);
        return model.ask(
                Question.of(Stage.SUMMARIZE, task, prompts, check),
                task.enrichment().getAttempts());
    }
}
