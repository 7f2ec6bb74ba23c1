package dev.sluice.console.review;

import dev.sluice.schemas.avro.ReviewState;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which states allow what. */
final class States {
    /** A person is needed, or can take it up. */
    private static final Set<ReviewState> WORKABLE = EnumSet.of(ReviewState.PENDING, ReviewState.PARKED);

    /** Nobody is needed any more, and nothing more is expected. */
    private static final Set<ReviewState> CLOSED =
            EnumSet.of(ReviewState.RESOLVED, ReviewState.DISCARDED, ReviewState.SUPERSEDED);

    private States() {}

    static boolean isClosed(ReviewState state) {
        return CLOSED.contains(state);
    }

    /** The states in which an action makes sense. */
    static Set<ReviewState> allowing(Action action) {
        return switch (action) {
            case Action.Claim claim -> WORKABLE;
            case Action.Release release -> WORKABLE;
            case Action.Decision decision -> WORKABLE;
            case Action.Requeue requeue -> EnumSet.of(ReviewState.PENDING, ReviewState.PARKED, ReviewState.DISCARDED);
            case Action.Park park -> EnumSet.of(ReviewState.PENDING);
            case Action.Undo undo -> EnumSet.of(ReviewState.DECIDED);
            case Action.Publish publish -> EnumSet.of(ReviewState.DECIDED);
            case Action.Malformed malformed -> EnumSet.noneOf(ReviewState.class);
        };
    }

    /** What a person is told of a state. */
    static String told(ReviewState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
