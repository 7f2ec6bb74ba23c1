package dev.sluice.profile;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The contract of a profile's own fields: a JSON Schema (2020-12) of one object. It drives the model's response format,
 * the validation of its answers and the review form.
 *
 * <p>The loader lets pass only what all three can use: every object lists its {@code properties}, every list says what its
 * {@code items} are, and {@code $ref} points into {@code #/$defs/}.
 *
 * @param json the schema; not to be modified
 */
public record FieldsSchema(JsonNode json) {}
