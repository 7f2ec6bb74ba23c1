package dev.sluice.profile;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The contract of a profile's own fields: a JSON Schema (2020-12) of one object. It drives the model's response format,
 * the validation of its answers and the review form.
 *
 * @param json the schema; not to be modified
 */
public record FieldsSchema(JsonNode json) {}
