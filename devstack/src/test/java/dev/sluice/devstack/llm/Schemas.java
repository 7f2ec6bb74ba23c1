package dev.sluice.devstack.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;

/** The schemas of the answers that Sluice asks for, and the check of an answer against one. */
public final class Schemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LABELS =
            "\"refund_request\", \"delivery_issue\", \"product_defect\", \"general_inquiry\"";
    private static final Map<String, String> BY_STEP = Map.of("extract", """
            {"type": "object", "additionalProperties": false, "required": ["entities", "fields", "evidence"], "properties": {
              "entities": {"type": "array", "items": {"$ref": "#/$defs/entity"}},
              "fields": {"type": "object", "additionalProperties": false,
                "required": ["customer_name", "customer_email", "order_id", "order_date", "phone", "issue_type"],
                "properties": {
                  "customer_name": {"type": ["string", "null"]},
                  "customer_email": {"type": ["string", "null"], "format": "email"},
                  "order_id": {"anyOf": [{"type": "string", "pattern": "^[0-9]{5}$"}, {"type": "null"}]},
                  "order_date": {"type": ["string", "null"], "format": "date", "description": "When the order was placed."},
                  "phone": {"type": ["string", "null"]},
                  "issue_type": {"type": "string", "enum": [LABELS]}}},
              "evidence": {"type": "array", "items": {"type": "object", "additionalProperties": false,
                "required": ["pointer", "quote", "confidence"], "properties": {
                  "pointer": {"type": "string", "pattern": "^/"},
                  "quote": {"type": "string", "minLength": 1},
                  "confidence": {"type": "number", "minimum": 0, "maximum": 1}}}}},
             "$defs": {"entity": {"type": "object", "additionalProperties": false,
               "required": ["type", "value", "unit", "quote", "confidence"], "properties": {
                 "type": {"enum": ["person", "organization", "place", "date", "amount", "topic"]},
                 "value": {"type": "string", "minLength": 1},
                 "unit": {"type": ["string", "null"]},
                 "quote": {"type": "string", "minLength": 1},
                 "confidence": {"type": "number", "minimum": 0, "maximum": 1}}}}}""", "summarize", """
            {"type": "object", "additionalProperties": false, "required": ["summary", "confidence"], "properties": {
              "summary": {"type": "string", "minLength": 1},
              "confidence": {"type": "number", "minimum": 0, "maximum": 1}}}""", "classify", """
            {"type": "object", "additionalProperties": false,
             "required": ["label", "confidence", "alternatives", "rationale"], "properties": {
               "label": {"enum": [LABELS]},
               "confidence": {"type": "number", "minimum": 0, "maximum": 1},
               "alternatives": {"type": "array", "items": {"type": "object", "additionalProperties": false,
                 "required": ["label", "confidence"], "properties": {
                   "label": {"enum": [LABELS]},
                   "confidence": {"type": "number", "minimum": 0, "maximum": 1}}}},
               "rationale": {"type": "string", "minLength": 1}}}""");

    private Schemas() {}

    /** The schema of a step's answer. */
    public static JsonNode of(String step) {
        return parse(BY_STEP.getOrDefault(step, "").replace("LABELS", LABELS));
    }

    /** JSON that a test is sure of. */
    public static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the test's own JSON is broken: " + json, e);
        }
    }

    /** What is wrong with an answer, formats included; nothing if it fits. */
    public static List<String> problems(JsonNode schema, String answer) {
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString());
        return validator
                .validate(
                        answer,
                        InputFormat.JSON,
                        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }
}
