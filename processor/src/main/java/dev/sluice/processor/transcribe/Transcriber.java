package dev.sluice.processor.transcribe;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.Parallel;
import dev.sluice.processor.llm.CallSubject;
import dev.sluice.processor.llm.Question;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.TranscriptionPrompt;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.Transcription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Has a model that sees write down what a document's pages say, a few pages at once, each in a call of its own. Thread-safe.
 *
 * <p>Pages that were paid for are not asked for again: their attempts are taken from the document's history. A page that
 * cannot be transcribed is the end of the document, because half a document passed off as the whole is worse than none.
 */
public final class Transcriber {
    /** The part of the extract stage's attempts that are transcriptions; behind it a page's number, if there are several. */
    public static final String PART = "transcribe";

    private static final int ATTEMPTS = 2;
    private static final int AT_ONCE = 4;

    private final StructuredCall model;
    private final TranscriptionPrompt prompt = new TranscriptionPrompt();
    private final PageTextCheck check = new PageTextCheck(prompt.contract());

    /** @param model must be able to see */
    public Transcriber(StructuredCall model) {
        this.model = model;
    }

    /**
     * Transcribes a document; its confidence is that of the least certain page.
     *
     * @param count how many pages there are, at least 1
     * @param subject whose document it is
     * @param history every attempt made so far on the document
     * @throws InterruptedException when the stage closes
     */
    public EngineResult<Transcript> transcribe(Pages pages, int count, CallSubject subject, List<Attempt> history)
            throws InterruptedException {
        List<PageText> texts = new ArrayList<>();
        List<Attempt> attempts = new ArrayList<>();
        for (int first = 1; first <= count; first += AT_ONCE) {
            List<EngineResult<PageText>> results =
                    Parallel.run(calls(pages, first, Math.min(first + AT_ONCE - 1, count), count, subject, history));
            results.forEach(result -> attempts.addAll(result.attempts()));
            Optional<EngineResult<Transcript>> end = end(results, attempts);
            if (end.isPresent()) {
                return end.get();
            }
            results.forEach(result -> texts.add(((Answered<PageText>) result).value()));
        }
        Transcript transcript = together(texts);
        return new Answered<>(transcript, transcript.transcription().getConfidence(), attempts);
    }

    private List<Callable<EngineResult<PageText>>> calls(
            Pages pages, int first, int last, int count, CallSubject subject, List<Attempt> history) {
        List<Callable<EngineResult<PageText>>> calls = new ArrayList<>();
        for (int page = first; page <= last; page++) {
            int number = page;
            calls.add(() -> transcribe(pages.page(number), number, count, subject, history));
        }
        return calls;
    }

    private EngineResult<PageText> transcribe(
            Page page, int number, int count, CallSubject subject, List<Attempt> history) throws InterruptedException {
        return switch (page) {
            case Page.Shown shown ->
                model.ask(
                        new Question<>(
                                Stage.EXTRACT,
                                TranscriptionPrompt.VERSION,
                                prompt.of(shown.picture(), number, count),
                                ATTEMPTS,
                                check,
                                Optional.of(count == 1 ? PART : PART + " " + number),
                                subject),
                        history);
            case Page.NotShown notShown -> new Unusable<>(notShown.rejection(), List.of());
        };
    }

    /** The document's fault counts before the provider's: waiting would not mend it. */
    private static Optional<EngineResult<Transcript>> end(
            List<EngineResult<PageText>> results, List<Attempt> attempts) {
        Optional<EngineResult<Transcript>> end = Optional.empty();
        for (EngineResult<PageText> result : results) {
            switch (result) {
                case Unusable<PageText> unusable -> {
                    return Optional.of(new Unusable<>(unusable.rejection(), attempts));
                }
                case Unavailable<PageText> out ->
                    end = Optional.of(new Unavailable<>(out.retryAfter(), out.cause(), attempts));
                case Answered<PageText> answered -> {
                    // Goes into the transcript once all are there.
                }
            }
        }
        return end;
    }

    private static Transcript together(List<PageText> pages) {
        String text = pages.stream()
                .map(PageText::text)
                .filter(page -> !page.isEmpty())
                .collect(Collectors.joining("\n\n"));
        double confidence =
                pages.stream().mapToDouble(PageText::confidence).min().orElseThrow();
        return new Transcript(
                text,
                pages.stream().flatMap(page -> page.language().stream()).findFirst(),
                new Transcription(confidence, pages.size(), pages.getFirst().origin()));
    }
}
