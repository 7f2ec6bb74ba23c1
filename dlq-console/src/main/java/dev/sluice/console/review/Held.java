package dev.sluice.console.review;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.ReviewItem;
import java.util.function.Supplier;

/**
 * An item as it is kept.
 *
 * @param whole its dead letter with nothing left out, read where it is needed
 */
public record Held(ReviewItem item, Supplier<DeadLetter> whole) {

    /** One whose dead letter is whole in the item. */
    public static Held of(ReviewItem item) {
        return new Held(item, item::getDeadLetter);
    }
}
