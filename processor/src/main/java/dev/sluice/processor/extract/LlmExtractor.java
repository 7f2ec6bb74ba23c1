package dev.sluice.processor.extract;

import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.chunk.PartResults;
import dev.sluice.processor.chunk.Plan.InParts;
import dev.sluice.processor.chunk.Plan.NoRoom;
import dev.sluice.processor.chunk.Plan.TooLong;
import dev.sluice.processor.chunk.Plan.Whole;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.llm.AnswerCheck;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.AnswerContract;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.validate.rule.Rules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has a model find the facts, and checks that the document says them. What does not fit into one request is read in parts,
 * whose facts are put together: see {@link ExtractionMerge}.
 */
public final class LlmExtractor implements Engine<Extraction> {
    private static final Rules NO_RULES = new Rules(List.of());

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
            case Whole whole -> ask(task, check(prompts, task));
            case InParts parts -> readParts(task, parts);
            case TooLong tooLong -> tooLong.result();
            case NoRoom noRoom -> noRoom.result();
        };
    }

    private EngineResult<Extraction> readParts(EngineTask task, InParts parts) throws InterruptedException {
        PartResults<Extraction> read = documents.read(task, parts.parts(), this::askForPart);
        Optional<EngineResult<Extraction>> failure = read.failure();
        if (failure.isPresent()) {
            return failure.get();
        }
        ExtractionMerge merge = ExtractionMerge.of(read, task.profile().fields());
        Extraction extraction = merge.extraction();
        List<Problem> problems = merge.problems();
        if (!problems.isEmpty()) {
            String detail = "what the parts of the document say does not make up its fields: "
                    + problems.stream()
                            .limit(3)
                            .map(problem -> problem.getPointer() + " " + problem.getMessage())
                            .collect(Collectors.joining("; "));
            return new Unusable<>(new Rejection(DeadLetterReason.INVALID_OUTPUT, detail, problems), read.attempts());
        }
        return documents.merged(
                Stage.EXTRACT, task, name(), extraction, extraction.getConfidence(), read.attempts(), merge.warnings());
    }

    /** The profile's rules are about all of the fields, so they wait for the whole: the gate checks them. */
    private EngineResult<Extraction> askForPart(EngineTask task) throws InterruptedException {
        return ask(task, check(prompts.partContract(task.profile()), task, NO_RULES));
    }

    private EngineResult<Extraction> ask(EngineTask task, AnswerCheck<Extraction> check) throws InterruptedException {
        return model.ask(
                Question.of(Stage.EXTRACT, task, prompts, check),
                task.enrichment().getAttempts());
    }

    /** What an answer is held to. */
    public static AnswerCheck<Extraction> check(PromptRenderer prompts, EngineTask task) {
        return check(
                prompts.contract(Stage.EXTRACT, task.profile()),
                task,
                task.profile().gate().checks().rules());
    }

    private static AnswerCheck<Extraction> check(AnswerContract contract, EngineTask task, Rules rules) {
        return new ExtractionCheck(contract, task.profile().fields().json(), task.text(), rules);
    }
}
