package dev.sluice.processor.summarize;

import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.chunk.Part;
import dev.sluice.processor.chunk.PartResults;
import dev.sluice.processor.chunk.PartResults.Answer;
import dev.sluice.processor.chunk.TokenCounter;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.Excerpt;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Span;
import dev.sluice.schemas.avro.Summary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Sums a long document up: its parts, then as many of the summaries as a request holds, and so on until there is one. For
 * one document.
 *
 * <p>The result is as sure as the model is of the last summary, but no surer than it was of the parts on average, weighted by
 * their length, and at most the share of the document that could be read.
 */
final class SummaryReduction {
    /** So that two summaries fit into a request even in scripts that take a token for a letter. */
    private static final int SUMMARIES_PER_REQUEST = 4;

    private final LongDocuments documents;
    private final String engine;
    private final Asking asking;
    private final EngineTask task;
    private final int tokens;
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private double share = 1;

    /** How the model is asked for one summary. */
    @FunctionalInterface
    interface Asking {
        /**
         * Asks.
         *
         * @param longest the most that the summary may have, in UTF-16 units, if its text has as much
         */
        EngineResult<Summary> ask(EngineTask task, int longest) throws InterruptedException;
    }

    /** @param tokens how much text a request holds */
    SummaryReduction(LongDocuments documents, String engine, Asking asking, EngineTask task, int tokens) {
        this.documents = documents;
        this.engine = engine;
        this.asking = asking;
        this.task = task;
        this.tokens = tokens;
    }

    EngineResult<Summary> reduce(List<Part> parts) throws InterruptedException {
        PartResults<Summary> read = read(parts);
        double mean = mean(read.answers());
        while (true) {
            Optional<EngineResult<Summary>> failure = read.failure();
            if (failure.isPresent()) {
                return withAllAttempts(failure.get());
            }
            List<Answer<Summary>> summaries = read.answers();
            if (summaries.size() == 1) {
                Summary summary = summaries.getFirst().value();
                double confidence = Math.min(Math.min(summary.getConfidence(), mean), share);
                return documents.merged(
                        Stage.SUMMARIZE,
                        task,
                        engine,
                        Summary.newBuilder(summary).setConfidence(confidence).build(),
                        confidence,
                        attempts,
                        warnings);
            }
            List<List<Answer<Summary>>> groups = groups(summaries);
            read = read(groups.stream()
                    .map(group -> part(group, groups.size() == 1))
                    .toList());
        }
    }

    private PartResults<Summary> read(List<Part> parts) throws InterruptedException {
        PartResults<Summary> read = documents.read(
                task,
                parts,
                part -> asking.ask(part, Math.min(part.text().text().length(), longest(parts))));
        attempts.addAll(read.attempts());
        warnings.addAll(read.warnings());
        share *= read.share();
        return read;
    }

    /** The last summary may be as long as that of any document. */
    private int longest(List<Part> parts) {
        return parts.size() == 1 ? Integer.MAX_VALUE : tokens / SUMMARIES_PER_REQUEST;
    }

    /** Neighbours, as many as a request holds but at least two, so that it comes to an end. */
    private List<List<Answer<Summary>>> groups(List<Answer<Summary>> summaries) {
        List<List<Answer<Summary>>> groups = new ArrayList<>();
        List<Answer<Summary>> group = new ArrayList<>();
        int taken = 0;
        for (Answer<Summary> summary : summaries) {
            int more = TokenCounter.count(summary.value().getText()) + 1;
            if (group.size() > 1 && taken + more > tokens) {
                groups.add(group);
                group = new ArrayList<>();
                taken = 0;
            }
            group.add(summary);
            taken += more;
        }
        if (group.size() == 1 && !groups.isEmpty()) {
            // One left over would be summed up alone: it goes in with its neighbours.
            groups.getLast().add(group.getFirst());
        } else {
            groups.add(group);
        }
        return groups;
    }

    private Part part(List<Answer<Summary>> group, boolean last) {
        Span span = new Span(
                group.getFirst().span().getStart(), group.getLast().span().getEnd());
        String text = group.stream().map(summary -> summary.value().getText()).collect(Collectors.joining("\n\n"));
        String note =
                "The document is too long to show. These are the summaries of its parts, in their order; make one of"
                        + " them, as if of the document.";
        return new Part(span, () -> {
            CleanText summaries = CleanText.of(text);
            return task.reading(last ? Excerpt.ofAll(summaries, note) : Excerpt.ofPart(span, summaries, note));
        });
    }

    private EngineResult<Summary> withAllAttempts(EngineResult<Summary> failure) {
        return switch (failure) {
            case Unavailable<Summary> out -> new Unavailable<>(out.retryAfter(), out.cause(), attempts);
            case Unusable<Summary> unusable -> new Unusable<>(unusable.rejection(), attempts);
            case EngineResult.Answered<Summary> answered ->
                throw new IllegalStateException("a failure that has an answer: " + answered.value());
        };
    }

    private static double mean(List<Answer<Summary>> answers) {
        double sum = answers.stream()
                .mapToDouble(answer -> answer.confidence() * answer.length())
                .sum();
        return sum / answers.stream().mapToDouble(Answer::length).sum();
    }
}
