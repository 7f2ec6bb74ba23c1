package dev.sluice.processor.summarize;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineLadder;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.OfflineRun;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.text.Language;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Entity;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.Summary;
import java.time.Clock;
import java.util.List;

/**
 * Sums up without a model: quotes the few sentences that share most with the rest of the document and name what was
 * extracted from it, in the document's own language. Deterministic and thread-safe. A document without text is
 * {@link EngineResult.Unusable}. For the confidence see {@link Selection}.
 */
public final class OfflineSummarizer implements Engine<Summary> {
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();

    public OfflineSummarizer(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return EngineLadder.OFFLINE;
    }

    @Override
    public EngineResult<Summary> run(EngineTask task) {
        OfflineRun run = OfflineRun.start(Stage.SUMMARIZE, clock);
        String text = task.text().text();
        Language language =
                Language.of(task.enrichment().getProperties().flatMap(DocumentProperties::getLanguage), text);
        List<Sentence> sentences = Sentences.of(text, language);
        if (sentences.isEmpty()) {
            Problem problem = new Problem("offline", "/summary", "the document has no text to sum up", Severity.ERROR);
            return new EngineResult.Unusable<>(
                    new Rejection(DeadLetterReason.INVALID_OUTPUT, problem.getMessage(), List.of(problem)),
                    List.of(run.invalid(List.of(problem))));
        }
        List<Entity> entities =
                task.enrichment().getExtraction().map(Extraction::getEntities).orElse(List.of());
        Selection selection = Selection.of(sentences, entities);
        Summary summary = new Summary(selection.text(), selection.confidence(), OfflineRun.origin());
        String answer = json.createObjectNode()
                .put("summary", selection.text())
                .put("confidence", selection.confidence())
                .toString();
        return new EngineResult.Answered<>(summary, selection.confidence(), List.of(run.valid(answer)));
    }
}
