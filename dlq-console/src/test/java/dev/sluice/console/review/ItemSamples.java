package dev.sluice.console.review;

import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.ReviewItem;
import java.time.Instant;
import java.util.Optional;

/** Items as the lifecycle makes them of dead letters. */
public final class ItemSamples {
    private ItemSamples() {}

    /** The item that a dead letter opens. */
    public static ReviewItem of(DeadLetter letter) {
        Arrivals arrivals = new Arrivals(new ItemSize(1000, 1_000_000, ItemStores::encodedBytes));
        Reaction reaction = arrivals.arrived(
                Optional.empty(),
                new Event.Arrived(letter, 0, letter.getSource().getOffset()),
                Instant.ofEpochSecond(1000));
        return ((Reaction.Kept) reaction).item();
    }
}
