package dev.sluice.devstack.llm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The answer to the question of what a picture says. */
final class Transcript {
    /** The name of the JSON Schema by which it is asked for. */
    static final String STEP = "transcribe";

    private static final double CONFIDENCE = 0.95;

    private Transcript() {}

    /** @param text empty if the picture shows none; that it does not is sure, too */
    static ObjectNode of(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("text", text)
                .putNull("language")
                .put("confidence", CONFIDENCE);
    }
}
