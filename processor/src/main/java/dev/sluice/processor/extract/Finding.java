package dev.sluice.processor.extract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * A field's value with the place that says so.
 *
 * @param start inclusive; with end the place in the normalised text, both 0 where nothing says so
 * @param end exclusive
 * @param confidence 0 to 1
 */
record Finding(JsonNode value, int start, int end, double confidence) {
    /** Named by its label. */
    static final double LABELLED = 0.96;
    /** Found, but something else may be meant: enough to suggest, too little to publish. */
    static final double DOUBTFUL = 0.7;
    /** What an optional field needs to be filled at all. */
    static final double FLOOR = 0.6;

    static Finding text(String value, int start, int end, double confidence) {
        return new Finding(TextNode.valueOf(value), start, end, confidence);
    }

    static Finding of(Mention mention, double confidence) {
        return text(mention.value(), mention.start(), mention.end(), Math.min(confidence, mention.confidence()));
    }

    boolean hasPlace() {
        return end > start;
    }

    Finding atMost(double limit) {
        return new Finding(value, start, end, Math.min(confidence, limit));
    }
}
