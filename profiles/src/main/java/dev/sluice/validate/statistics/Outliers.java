package dev.sluice.validate.statistics;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.ValidationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Finds numbers that are far off those of the documents accepted before. Immutable and thread-safe.
 *
 * @param fields pointers into the fields, to numbers
 * @param deviations how many standard deviations from the mean are still usual, above 0
 * @param minimum how many numbers must be known before one can be an outlier, at least 2
 * @param severity of an outlier
 */
public record Outliers(List<JsonPointer> fields, double deviations, int minimum, Severity severity) {
    /** The name in {@link Problem}s. */
    public static final String NAME = "statistics";

    /** A profile that has none of its fields watched. */
    public static final Outliers UNWATCHED = new Outliers(List.of(), 4, 30, Severity.WARNING);

    public Outliers {
        fields = List.copyOf(fields);
        if (!(deviations > 0)) {
            throw new IllegalArgumentException("deviations is " + deviations + "; it must be above 0");
        }
        if (minimum < 2) {
            throw new IllegalArgumentException("minimum is " + minimum + "; it must be at least 2");
        }
    }

    /** The numbers to learn from when the document is accepted, by their pointers; without fields that have none. */
    public Map<String, Double> numbers(JsonNode values) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (JsonPointer field : fields) {
            JsonNode value = values.at(field);
            if (value.isNumber() && Double.isFinite(value.asDouble())) {
                numbers.put(field.toString(), value.asDouble());
            }
        }
        return numbers;
    }

    /**
     * Checks a document's fields.
     *
     * @param before the distribution of a field, by its pointer
     * @param at where in the result the fields are
     */
    public ValidationResult check(JsonNode values, Function<String, Distribution> before, String at) {
        List<Problem> problems = new ArrayList<>();
        numbers(values).forEach((pointer, number) -> {
            Distribution distribution = before.apply(pointer);
            OptionalDouble off = distribution.deviations(number);
            if (distribution.count() >= minimum && off.isPresent() && off.getAsDouble() > deviations) {
                problems.add(
                        new Problem(NAME, at + pointer, message(number, distribution, off.getAsDouble()), severity));
            }
        });
        return new ValidationResult(problems);
    }

    private String message(double number, Distribution distribution, double off) {
        return String.format(
                Locale.ROOT,
                "%.6g is %.1f standard deviations off the mean %.6g of %d accepted documents; more than %.1f is unusual",
                number,
                off,
                distribution.mean(),
                distribution.count(),
                deviations);
    }
}
