package dev.sluice.console.review;

import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ValueChange;
import java.util.List;
import java.util.Optional;

/** What a command comes to. */
sealed interface Ruling {

    /**
     * It is carried out.
     *
     * @param next the item as it is then; version, handled commands and the time of the change are still to be set
     * @param isChange whether it counts as a change of the item, for its version
     * @param why what else is to be known
     */
    record Granted(
            ReviewItem.Builder next,
            boolean isChange,
            Optional<Outcome> outcome,
            List<ValueChange> changes,
            Optional<String> why)
            implements Ruling {

        static Granted of(ReviewItem.Builder next) {
            return new Granted(next, true, Optional.empty(), List.of(), Optional.empty());
        }
    }

    /**
     * It is not.
     *
     * @param why what was wrong, and what to do about it
     */
    record Refused(String why, List<Problem> problems) implements Ruling {

        static Refused because(String why) {
            return new Refused(why, List.of());
        }
    }

    /** It is the console's own and has no object any more. */
    record Moot() implements Ruling {}
}
