package dev.sluice.validate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ValidationResultTest {
    private static final Problem ERROR = new Problem("rule", "/a", "is wrong", Severity.ERROR);
    private static final Problem WARNING = new Problem("rule", "/b", "is odd", Severity.WARNING);

    @Test
    void errorsInvalidateAndWarningsDoNot() {
        assertThat(new ValidationResult(List.of(WARNING, ERROR)).valid()).isFalse();
        assertThat(new ValidationResult(List.of(WARNING)).valid()).isTrue();
    }

    @Test
    void joinsProblemsInOrder() {
        ValidationResult joined = new ValidationResult(List.of(WARNING)).and(new ValidationResult(List.of(ERROR)));

        assertThat(joined.problems()).containsExactly(WARNING, ERROR);
    }
}
