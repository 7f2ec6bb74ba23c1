package dev.sluice.profile;

import java.util.Map;

/**
 * A label that documents can be given.
 *
 * @param label what results carry
 * @param description one sentence that tells it from the others
 * @param keywords words and phrases that speak for the label, lower case, with their weights above 0
 * @param critical whether a wrong one is worse than a person's time: only sure rules or a unanimous vote may give it
 */
public record Category(String label, String description, Map<String, Double> keywords, boolean critical) {

    public Category {
        keywords = Map.copyOf(keywords);
    }

    /** One that is not critical. */
    public Category(String label, String description, Map<String, Double> keywords) {
        this(label, description, keywords, false);
    }
}
