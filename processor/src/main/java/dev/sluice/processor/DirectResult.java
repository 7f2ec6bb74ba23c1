package dev.sluice.processor;

import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Problem;
import java.util.List;

/** How one document ended in a {@link DirectRun}, with all that the stages found and every model call on the way. */
public sealed interface DirectResult {

    /** The document as far as it came. */
    Enrichment document();

    /** The calls, failed ones included, in order. */
    List<LlmUsage> calls();

    /**
     * It would be published.
     *
     * @param confidence 0 to 1
     * @param warnings what the gate found that does not hold it
     */
    record Accepted(Enrichment document, double confidence, List<Problem> warnings, List<LlmUsage> calls)
            implements DirectResult {
        public Accepted {
            warnings = List.copyOf(warnings);
            calls = List.copyOf(calls);
        }
    }

    /** It would become a dead letter. */
    record Held(Enrichment document, Stage stage, Rejection rejection, List<LlmUsage> calls) implements DirectResult {
        public Held {
            calls = List.copyOf(calls);
        }
    }

    /** A provider was out of order for so long that the run gave up; in the pipeline the document would wait on. */
    record Unfinished(Enrichment document, Stage stage, String cause, List<LlmUsage> calls) implements DirectResult {
        public Unfinished {
            calls = List.copyOf(calls);
        }
    }
}
