package dev.sluice.profile;

import java.util.OptionalLong;

/**
 * What calls to models for documents of a kind may cost, in millionths of a US dollar; absent where there is no limit.
 *
 * @param hour all documents in an hour
 * @param day all documents in a day
 * @param document each document
 */
public record ProfileBudget(OptionalLong hour, OptionalLong day, OptionalLong document) {
    /** No limit. */
    public static final ProfileBudget NONE =
            new ProfileBudget(OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty());
}
