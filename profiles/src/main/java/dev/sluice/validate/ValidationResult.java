package dev.sluice.validate;

import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.List;
import java.util.stream.Stream;

/**
 * What validators found wrong.
 *
 * @param problems in the order of the checks; empty if all is well
 */
public record ValidationResult(List<Problem> problems) {

    public ValidationResult {
        problems = List.copyOf(problems);
    }

    /** Whether nothing found is an error; warnings do not make an answer invalid. */
    public boolean valid() {
        return problems.stream().noneMatch(problem -> problem.getSeverity() == Severity.ERROR);
    }

    /** This result with another check's problems behind its own. */
    public ValidationResult and(ValidationResult other) {
        return new ValidationResult(
                Stream.concat(problems.stream(), other.problems.stream()).toList());
    }
}
