package dev.sluice.processor.step;

import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Problem;
import java.util.List;

/**
 * Why a document was given up.
 *
 * @param reason the code that reviewers filter by
 * @param detail what was wrong, where, and the remedy
 * @param problems what the validators found
 */
public record Rejection(DeadLetterReason reason, String detail, List<Problem> problems) {

    public Rejection {
        problems = List.copyOf(problems);
    }

    public Rejection(DeadLetterReason reason, String detail) {
        this(reason, detail, List.of());
    }
}
