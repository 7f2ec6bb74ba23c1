package dev.sluice.processor.cache;

import java.util.Map;

/**
 * An answer that will do, as it is kept.
 *
 * @param text the model's words
 * @param model the model as its server named it
 * @param likelihoods how likely the model held the values that decide, 0 to 1, by JSON pointer into the answer
 * @param costMicros what it took to get it, answers that would not do included, in millionths of a US dollar
 * @param answeredAt in milliseconds since 1970
 */
public record CachedAnswer(
        String text, String model, Map<String, Double> likelihoods, long costMicros, long answeredAt) {

    public CachedAnswer {
        likelihoods = Map.copyOf(likelihoods);
    }

    /** Says nothing of the document. */
    @Override
    public String toString() {
        return "CachedAnswer[" + model + ", " + text.length() + " characters]";
    }
}
