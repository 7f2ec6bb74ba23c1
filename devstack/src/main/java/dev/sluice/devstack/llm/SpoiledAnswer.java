package dev.sluice.devstack.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes a good answer bad in the way that a fault says. */
final class SpoiledAnswer {
    private static final String CONFIDENCE = "confidence";

    private SpoiledAnswer() {}

    /**
     * The answer with the fault in it.
     *
     * @param answer may be changed
     * @param fault empty to leave the answer as it is
     * @param ordinal the number of the call among those about the same document and step
     */
    static ModelAnswer of(
            JsonNode answer, Optional<Fault> fault, String document, int ordinal, RandomGenerator random) {
        if (fault.isEmpty()) {
            return ModelAnswer.complete(text(answer));
        }
        return switch (fault.get()) {
            case TRUNCATED_JSON -> ModelAnswer.cut(start(text(answer), 0.6), "stop");
            case LENGTH -> ModelAnswer.cut(start(text(answer), 0.5), "length");
            case PROSE ->
                ModelAnswer.complete("Sure! Here is the JSON you asked for:\n\n```json\n" + text(answer)
                        + "\n```\n\nLet me know if you need anything else.");
            case WRONG_TYPE -> ModelAnswer.complete(text(mistyped(answer)));
            case MISSING_FIELD -> ModelAnswer.complete(text(incomplete(answer, random)));
            case REFUSAL -> ModelAnswer.refused("I'm sorry, but I can't help with that document.");
            case EMPTY_CHOICES -> ModelAnswer.none();
            case UNGROUNDED -> ModelAnswer.complete(text(new Invention(document, random).into(answer)));
            case LOW_CONFIDENCE -> ModelAnswer.complete(text(unsure(answer, random)));
            case FICKLE -> ModelAnswer.complete(text(relabelled(answer, ordinal)));
            case RATE_LIMITED, INTERNAL_ERROR, UNAVAILABLE, TIMEOUT, SLOW_LORIS, RESET, UNLIKELY ->
                ModelAnswer.complete(text(answer));
        };
    }

    private static String text(JsonNode answer) {
        return answer.isTextual() ? answer.asText() : answer.toString();
    }

    private static String start(String text, double part) {
        return text.substring(0, (int) (text.length() * part));
    }

    /** A confidence in words, where there is one; else another type for the first property. */
    private static JsonNode mistyped(JsonNode answer) {
        if (answer.findParent(CONFIDENCE) instanceof ObjectNode holder) {
            holder.put(CONFIDENCE, "high");
        } else if (answer instanceof ObjectNode object && !object.isEmpty()) {
            String first = object.fieldNames().next();
            object.set(first, object.get(first).isTextual() ? IntNode.valueOf(42) : TextNode.valueOf("n/a"));
        }
        return answer;
    }

    private static JsonNode incomplete(JsonNode answer, RandomGenerator random) {
        if (answer instanceof ObjectNode object && !object.isEmpty()) {
            List<String> names =
                    object.properties().stream().map(Map.Entry::getKey).toList();
            object.remove(names.get(random.nextInt(names.size())));
        }
        return answer;
    }

    private static JsonNode unsure(JsonNode answer, RandomGenerator random) {
        for (JsonNode holder : answer.findParents(CONFIDENCE)) {
            if (holder instanceof ObjectNode object && object.get(CONFIDENCE).isNumber()) {
                object.set(CONFIDENCE, DoubleNode.valueOf((20 + random.nextInt(25)) / 100.0));
            }
        }
        return answer;
    }

    /** Each call gets the next of the label and its alternatives. */
    private static JsonNode relabelled(JsonNode answer, int ordinal) {
        if (answer instanceof ObjectNode object && object.path("label").isTextual()) {
            List<String> labels = new ArrayList<>(List.of(object.get("label").asText()));
            object.path("alternatives")
                    .forEach(other -> labels.add(other.path("label").asText()));
            object.put("label", labels.get(ordinal % labels.size()));
        }
        return answer;
    }
}
