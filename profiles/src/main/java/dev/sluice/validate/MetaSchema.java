package dev.sluice.validate;

/** Checks JSON Schemas themselves against the meta-schema of 2020-12. Immutable and thread-safe. */
public final class MetaSchema implements Validator {
    private final JsonSchemaValidator validator = JsonSchemaValidator.ofSchemas();

    @Override
    public ValidationResult validate(String json) {
        return validator.validate(json);
    }
}
