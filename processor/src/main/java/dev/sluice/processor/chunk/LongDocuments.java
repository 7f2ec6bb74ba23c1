package dev.sluice.processor.chunk;

import dev.sluice.processor.chunk.Plan.InParts;
import dev.sluice.processor.chunk.Plan.NoRoom;
import dev.sluice.processor.chunk.Plan.TooLong;
import dev.sluice.processor.chunk.Plan.Whole;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.Excerpt;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.ModelParameters;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Span;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides whether a model can read a document in one request, and has it read in parts where it cannot. Thread-safe.
 *
 * <p>A request holds the instructions, the text and, when an answer is to be corrected, that answer. What the limit leaves
 * beside the other two is for the text.
 */
public final class LongDocuments {
    /** For the note on what is read, and what the server puts around messages. */
    private static final int FRAME = 150;
    /** What the instructions are measured with: examples may be chosen by the text. In UTF-16 units. */
    private static final int SAMPLE = 2_000;

    private static final int MOST_WARNINGS = 30;

    private final PromptRenderer prompts;
    private final LongDocumentLimits limits;
    private final Clock clock;

    public LongDocuments(PromptRenderer prompts, LongDocumentLimits limits, Clock clock) {
        this.prompts = prompts;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Decides how to read a document.
     *
     * @param stage extract, summarize or classify
     */
    public Plan plan(Stage stage, EngineTask task, ModelParameters model) {
        int limit = task.profile().step(stage).maxInputTokens().orElse(model.maxInputTokens());
        String text = task.text().text();
        if (TokenCounter.atMost(text) <= limit / 4) {
            return new Whole();
        }
        int instructions = instructions(stage, task);
        int room = limit - instructions - Math.min(model.maxOutputTokens(), limit / 4);
        if (TokenCounter.atMost(text) <= room) {
            return new Whole();
        }
        if (room < Chunker.LEAST_TOKENS) {
            return new NoRoom("the instructions of profile " + task.profile().name() + " for its step " + stage.id()
                    + " take " + instructions + " of the " + limit
                    + " tokens of a request, which leaves no room for a document; shorten them or raise"
                    + " llm.max.input.tokens");
        }
        List<Piece> pieces = Pieces.of(text);
        long tokens = pieces.stream().mapToLong(Piece::tokens).sum();
        if (tokens <= room) {
            return new Whole();
        }
        List<Chunk> chunks = Chunker.chunk(pieces, room);
        return chunks.size() > limits.mostParts()
                ? new TooLong(room, tooLong(stage, tokens, chunks.size()))
                : new InParts(parts(task, chunks), room);
    }

    /**
     * Has the parts of a document read.
     *
     * @param document whose profile says how sure a result must be, and so how much may be lost
     * @throws InterruptedException when the stage closes; no call is under way any more then
     */
    public <T> PartResults<T> read(EngineTask document, List<Part> parts, PartEngine<T> engine)
            throws InterruptedException {
        double tolerated = 1 - document.profile().gate().accept();
        return new PartReader<>(parts, engine, tolerated).read(limits.parallel());
    }

    /**
     * The result that was made of parts. What had to be put up with is kept as an attempt of its own, without a model, so
     * that it is published with the document.
     *
     * @param task that was worked on
     * @param engine that read the parts
     * @param attempts of this run
     */
    public <T> Answered<T> merged(
            Stage stage,
            EngineTask task,
            String engine,
            T value,
            double confidence,
            List<Attempt> attempts,
            List<Problem> warnings) {
        List<Attempt> all = new ArrayList<>(attempts);
        if (!warnings.isEmpty()) {
            all.add(Attempt.newBuilder()
                    .setStage(stage.id())
                    .setPart(task.part().orElse(null))
                    .setOrigin(Origin.newBuilder().setEngine(engine).build())
                    .setStartedAt(clock.instant())
                    .setDurationMs(0)
                    .setOutcome(AttemptOutcome.VALID)
                    .setProblems(warnings.stream().limit(MOST_WARNINGS).toList())
                    .build());
        }
        return new Answered<>(value, confidence, all);
    }

    private int instructions(Stage stage, EngineTask task) {
        CleanText sample =
                task.text().part(0, Math.min(SAMPLE, task.text().text().length()));
        Prompt prompt = prompts.render(stage, new EngineTask(task.enrichment(), task.profile(), sample));
        int messages = prompt.messages().stream()
                .map(Message::text)
                .mapToInt(TokenCounter::count)
                .sum();
        int schema = TokenCounter.count(prompt.format().schema().toString());
        return messages + schema - TokenCounter.count(sample.text()) + FRAME;
    }

    private static List<Part> parts(EngineTask task, List<Chunk> chunks) {
        return IntStream.range(0, chunks.size())
                .mapToObj(i -> part(task, chunks.get(i), i + 1, chunks.size()))
                .toList();
    }

    private static Part part(EngineTask task, Chunk chunk, int number, int of) {
        Span span = task.text().toOriginal(chunk.start(), chunk.end());
        String note = "This is part " + number + " of " + of + " of a long document. Answer for this part alone.";
        return new Part(
                span, () -> task.reading(Excerpt.ofPart(span, task.text().part(chunk.start(), chunk.end()), note)));
    }

    private String tooLong(Stage stage, long tokens, int parts) {
        return "The text has about " + tokens + " tokens and would be read in " + parts + " parts at the stage "
                + stage.id() + "; the most is " + limits.mostParts()
                + ". Split the document, or raise document.max.parts or llm.max.input.tokens.";
    }
}
