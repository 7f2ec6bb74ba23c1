package dev.sluice.validate.rule;

import dev.sluice.validate.ValidationResult;
import java.util.List;
import java.util.Optional;

/**
 * The rules of one profile. Immutable and thread-safe.
 *
 * @param all in the order of the profile
 */
public record Rules(List<Rule> all) {

    public Rules {
        all = List.copyOf(all);
    }

    /**
     * Checks a document's results against each rule that can be decided by them.
     *
     * @param at where in the result the fields are
     */
    public ValidationResult check(RuleFacts facts, String at) {
        return new ValidationResult(all.stream()
                .map(rule -> rule.check(facts, at))
                .flatMap(Optional::stream)
                .toList());
    }
}
