package dev.sluice.processor.gate;

import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.GateReport;

/** What the gate decided about a document. */
public sealed interface Verdict {

    /**
     * Good enough to publish.
     *
     * @param confidence the least certain of the parts, 0 to 1
     */
    record Accepted(double confidence, GateReport report) implements Verdict {}

    /** A person must look at it. */
    record Held(Rejection rejection) implements Verdict {}
}
