package dev.sluice.processor.gate;

import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.ValidationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the checks of one document found, in the order of the checks. */
final class Findings {
    private final Map<DeadLetterReason, List<Problem>> errors = new LinkedHashMap<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** @param reason for which the errors among the problems hold the document */
    void add(DeadLetterReason reason, ValidationResult result) {
        for (Problem problem : result.problems()) {
            if (problem.getSeverity() == Severity.ERROR) {
                errors.computeIfAbsent(reason, key -> new ArrayList<>()).add(problem);
            } else {
                warnings.add(problem);
            }
        }
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** Held for the first check that failed; the other problems, errors first, are for the person who looks at it. */
    Verdict held() {
        Map.Entry<DeadLetterReason, List<Problem>> first =
                errors.entrySet().iterator().next();
        String detail = first.getValue().stream().map(Problem::getMessage).collect(Collectors.joining("; "));
        List<Problem> all = new ArrayList<>();
        errors.values().forEach(all::addAll);
        all.addAll(warnings);
        return new Verdict.Held(new Rejection(first.getKey(), detail, all));
    }
}
