package dev.sluice.processor.gate;

import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.GateReport;
import java.util.Map;

/** What the gate decided about a document. */
public sealed interface Verdict {

    /**
     * Good enough to publish.
     *
     * @param confidence the least certain of the parts, 0 to 1
     * @param document what to publish, masked as the profile says
     * @param numbers to learn from, by their fields' pointers
     * @param audited whether people look at it all the same
     */
    record Accepted(
            double confidence, GateReport report, Enrichment document, Map<String, Double> numbers, boolean audited)
            implements Verdict {
        public Accepted {
            numbers = Map.copyOf(numbers);
        }
    }

    /** A person must look at it. */
    record Held(Rejection rejection) implements Verdict {}
}
