package dev.sluice.validate;

/** One kind of check of an answer. Implementations are thread-safe and free of side effects. */
@FunctionalInterface
public interface Validator {

    /**
     * Checks an answer.
     *
     * @param json the answer as it was given; need not be JSON, which then is the problem
     */
    ValidationResult validate(String json);
}
