package dev.sluice.devstack.llm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;

/** Puts a plausible value into an answer that the document does not have, with a quote that is not there either. */
final class Invention {
    private static final List<String> NAMES =
            List.of("Marta Lindqvist", "Northwind Holdings Ltd", "Port Verity", "Tobias Okonkwo", "Halcyon Foods GmbH");
    private static final String SENTENCE =
            " The board of Northwind Holdings approved a payment of 48,200 euros on the spot.";

    private final String document;
    private final RandomGenerator random;

    Invention(String document, RandomGenerator random) {
        this.document = document;
        this.random = random;
    }

    /** Changes what the answer gives evidence for, the first entity, and the summary or the rationale; what there is. */
    JsonNode into(JsonNode answer) {
        JsonNode evidence = answer.findPath("evidence").path(0);
        if (evidence instanceof ObjectNode item && item.path("pointer").isTextual()) {
            replace(answer.path("fields"), item);
        }
        if (answer.findPath("entities").path(0) instanceof ObjectNode entity
                && entity.path("value").isTextual()) {
            String value = other(entity.get("value").asText());
            entity.put("value", value);
            entity.put("quote", value);
        }
        for (String prose : List.of("summary", "rationale")) {
            if (answer instanceof ObjectNode object && object.path(prose).isTextual()) {
                object.put(prose, object.get(prose).asText() + SENTENCE);
            }
        }
        return answer;
    }

    private void replace(JsonNode fields, ObjectNode evidence) {
        JsonPointer pointer = JsonPointer.compile(evidence.get("pointer").asText());
        JsonNode value = fields.at(pointer);
        if (fields.at(pointer.head()) instanceof ObjectNode parent && value.isTextual()) {
            String invented = other(value.asText());
            parent.set(pointer.last().getMatchingProperty(), TextNode.valueOf(invented));
        }
        evidence.put("quote", other(evidence.path("quote").asText()));
    }

    /** Of the same form: other digits where there are any, an unknown mailbox, else a name. */
    private String other(String value) {
        for (int attempt = 0; attempt < 20; attempt++) {
            String invented = value.contains("@")
                    ? "m.lindqvist" + random.nextInt(100) + "@example.org"
                    : value.chars().anyMatch(Character::isDigit)
                            ? otherDigits(value)
                            : NAMES.get(random.nextInt(NAMES.size()));
            if (!document.contains(invented)) {
                return invented;
            }
        }
        return NAMES.getFirst() + " " + random.nextInt(1000);
    }

    /** A date stays one: only its year changes, and not to one without a 29 February that it needs. */
    private String otherDigits(String value) {
        if (value.matches("\\d{4}-\\d\\d-\\d\\d")) {
            return LocalDate.parse(value)
                    .minusYears(4L * (2 + random.nextInt(20)))
                    .toString();
        }
        StringBuilder changed = new StringBuilder(value);
        for (int i = 0; i < changed.length(); i++) {
            char c = changed.charAt(i);
            if (Character.isDigit(c)) {
                changed.setCharAt(i, (char) ('0' + (c - '0' + 1 + random.nextInt(8)) % 10));
            }
        }
        return changed.toString();
    }
}
