package dev.sluice.processor.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import java.util.List;
import java.util.Optional;

/**
 * The JSON Schema of a whole answer, with the profile's own contract in its place.
 *
 * @param json with every constraint; not to be modified
 */
record AnswerSchema(ObjectNode json) {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** What results leave out: it stays in the attempt's answer. */
    private static final String REASONING = "reasoning";

    private static final String REASONING_DESCRIPTION =
            "Your thoughts step by step, before you answer: what the document says, what it may mean, and what decides.";
    private static final List<String> ENTITY_TYPES =
            List.of("person", "organization", "place", "date", "amount", "topic");
    /** A quote is a passage, not the document; and finding one takes time in proportion to its length. */
    private static final int LONGEST_QUOTE = 1000;

    static AnswerSchema of(Stage stage, Profile profile) {
        return of(stage, profile, profile.fields().json());
    }

    /** What is extracted from a part of a document: each field may be missing, as the others may have it. */
    static AnswerSchema ofPart(Profile profile) {
        ObjectNode fields = profile.fields().json().deepCopy();
        fields.remove("required");
        return of(Stage.EXTRACT, profile, fields);
    }

    private static AnswerSchema of(Stage stage, Profile profile, JsonNode fields) {
        ObjectNode answer = switch (stage) {
            case EXTRACT -> extract(fields);
            case SUMMARIZE ->
                object().with("summary", text())
                        .with("confidence", confidence())
                        .build();
            case CLASSIFY -> classify(profile.labels());
            case GATE -> throw new IllegalArgumentException("no model is asked at the stage " + stage.id());
        };
        return new AnswerSchema(profile.step(stage).reasoning() ? reasoned(answer) : answer);
    }

    /**
     * The same with room to think first: models write in the order of the schema, and what they have written makes the rest
     * better (Wei et al., "Chain-of-Thought Prompting Elicits Reasoning in Large Language Models", 2022).
     */
    private static ObjectNode reasoned(ObjectNode answer) {
        ObjectBuilder reasoned = object().with(REASONING, text().put("description", REASONING_DESCRIPTION));
        answer.path("properties")
                .properties()
                .forEach(property -> reasoned.with(property.getKey(), (ObjectNode) property.getValue()));
        ObjectNode schema = reasoned.build();
        Optional.ofNullable(answer.get("$defs")).ifPresent(definitions -> schema.set("$defs", definitions));
        return schema;
    }

    /** The answer that has those of all stages as its properties, named after them. */
    static AnswerSchema combined(Profile profile) {
        ObjectNode facts = of(Stage.EXTRACT, profile).json();
        JsonNode definitions = facts.remove("$defs");
        ObjectNode answer = object().with(Stage.EXTRACT.id(), facts)
                .with(Stage.SUMMARIZE.id(), of(Stage.SUMMARIZE, profile).json())
                .with(Stage.CLASSIFY.id(), of(Stage.CLASSIFY, profile).json())
                .build();
        if (definitions != null) {
            answer.set("$defs", definitions);
        }
        return new AnswerSchema(answer);
    }

    /** What is asked of a picture. */
    static AnswerSchema transcribe() {
        return new AnswerSchema(object().with("text", type("string"))
                .with("language", nullable(type("string")))
                .with("confidence", confidence())
                .build());
    }

    private static ObjectNode extract(JsonNode fields) {
        ObjectNode own = fields.deepCopy();
        JsonNode definitions = own.remove("$defs");
        own.remove("$schema");
        ObjectNode entity = object().with("type", oneOf(ENTITY_TYPES))
                .with("value", text())
                .with("unit", nullable(type("string")))
                .with("quote", quote())
                .with("confidence", confidence())
                .build();
        ObjectNode evidence = object().with("pointer", type("string").put("format", "json-pointer"))
                .with("quote", quote())
                .with("confidence", confidence())
                .build();
        ObjectNode answer = object().with("entities", listOf(entity))
                .with("fields", own)
                .with("evidence", listOf(evidence))
                .build();
        if (definitions != null) {
            // The profile's references read #/$defs/..., so its definitions move to the root with it.
            answer.set("$defs", definitions);
        }
        return answer;
    }

    private static ObjectNode classify(List<String> labels) {
        ObjectNode alternative = object().with("label", oneOf(labels))
                .with("confidence", confidence())
                .build();
        return object().with("label", oneOf(labels))
                .with("confidence", confidence())
                .with("alternatives", listOf(alternative))
                .with("rationale", text())
                .build();
    }

    private static ObjectNode type(String type) {
        return NODES.objectNode().put("type", type);
    }

    private static ObjectNode text() {
        return type("string").put("minLength", 1);
    }

    private static ObjectNode quote() {
        return text().put("maxLength", LONGEST_QUOTE);
    }

    private static ObjectNode confidence() {
        return type("number").put("minimum", 0).put("maximum", 1);
    }

    private static ObjectNode nullable(ObjectNode schema) {
        ArrayNode types = NODES.arrayNode().add(schema.path("type")).add("null");
        return schema.set("type", types);
    }

    private static ObjectNode oneOf(List<String> values) {
        ArrayNode allowed = NODES.arrayNode();
        values.forEach(allowed::add);
        return type("string").set("enum", allowed);
    }

    private static ObjectNode listOf(ObjectNode element) {
        return type("array").set("items", element);
    }

    private static ObjectBuilder object() {
        return new ObjectBuilder(NODES.objectNode(), NODES.arrayNode());
    }

    /** An object of which every property must be there and no other may. */
    private record ObjectBuilder(ObjectNode properties, ArrayNode required) {
        ObjectBuilder with(String name, ObjectNode schema) {
            properties.set(name, schema);
            required.add(name);
            return this;
        }

        ObjectNode build() {
            ObjectNode schema = type("object");
            schema.set("properties", properties);
            schema.set("required", required);
            return schema.put("additionalProperties", false);
        }
    }
}
