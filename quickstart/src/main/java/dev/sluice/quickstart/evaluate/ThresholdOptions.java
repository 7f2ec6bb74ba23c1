package dev.sluice.quickstart.evaluate;

import dev.sluice.processor.evaluate.Thresholds;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What must be reached for exit code 0. */
final class ThresholdOptions {
    @Option(names = "--min-label-accuracy", paramLabel = "X", description = "The least share of right labels, 0 to 1.")
    private @Nullable Double labelAccuracy;

    @Option(names = "--min-field-f1", paramLabel = "X", description = "The least F1 of each field, 0 to 1.")
    private @Nullable Double fieldF1;

    @Option(names = "--max-held", paramLabel = "X", description = "The largest share of held documents, 0 to 1.")
    private @Nullable Double held;

    Thresholds thresholds() {
        return new Thresholds(optional(labelAccuracy), optional(fieldF1), optional(held));
    }

    private static OptionalDouble optional(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
