package dev.sluice.profile;

import java.util.Map;

/**
 * A label that documents can be given.
 *
 * @param label what results carry
 * @param description one sentence that tells it from the others
 * @param keywords words and phrases that speak for the label, lower case, with their weights above 0
 */
public record Category(String label, String description, Map<String, Double> keywords) {

    public Category {
        keywords = Map.copyOf(keywords);
    }
}
