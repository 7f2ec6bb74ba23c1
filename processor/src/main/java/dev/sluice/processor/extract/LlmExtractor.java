package dev.sluice.processor.extract;

import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.chunk.PartResults;
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
import dev.sluice.schemas.avro.Extraction;
import java.util.Optional;

/**
 * Has a model find the facts, and checks that the document says them. What does not fit into one request is read in parts,
 * whose facts are put together: see {@link ExtractionMerge}.
 */
public final class LlmExtractor implements Engine<Extraction> {
    private final StructuredCall model;
    private final PromptRenderer prompts;
    private final LongDocuments documents;

    public LlmExtractor(StructuredCall model, PromptRenderer prompts, LongDocuments documents) {
        this.model = model;
        this.prompts = prompts;
        this.documents = documents;
    }

    @Override
    public String name() {
        return model.engine();
    }

    @Override
    public EngineResult<Extraction> run(EngineTask task) throws InterruptedException {
        return switch (documents.plan(Stage.EXTRACT, task, model.parameters())) {
            case Whole whole -> ask(task);
            case InParts parts -> readParts(task, parts);
            case TooLong tooLong -> tooLong.result();
            case NoRoom noRoom -> noRoom.result();
        };
    }

    private EngineResult<Extraction> readParts(EngineTask task, InParts parts) throws InterruptedException {
        PartResults<Extraction> read = documents.read(task, parts.parts(), this::ask);
        Optional<EngineResult<Extraction>> failure = read.failure();
        if (failure.isPresent()) {
            return failure.get();
        }
        ExtractionMerge merge = ExtractionMerge.of(read);
        Extraction extraction = merge.extraction();
        return documents.merged(
                Stage.EXTRACT, task, name(), extraction, extraction.getConfidence(), read.attempts(), merge.warnings());
    }

    private EngineResult<Extraction> ask(EngineTask task) throws InterruptedException {
        return model.ask(
                Question.of(Stage.EXTRACT, task, prompts, check(prompts, task)),
                task.enrichment().getAttempts());
    }

    /** What an answer is held to. */
    public static AnswerCheck<Extraction> check(PromptRenderer prompts, EngineTask task) {
        return new ExtractionCheck(
                prompts.contract(Stage.EXTRACT, task.profile()),
                task.profile().fields().json(),
                task.text());
    }
}
