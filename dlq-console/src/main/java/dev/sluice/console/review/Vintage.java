package dev.sluice.console.review;

import dev.sluice.schemas.avro.SourceCoordinates;
import java.time.Instant;

/** Which of two raw records with one key is the newer version of the document. */
final class Vintage {
    private Vintage() {}

    /**
     * Below zero if {@code one} is older than {@code other}, zero if it is the same record. Within a partition the offset
     * decides, unless the topic was made anew and counts from zero again, which a later timestamp at a lower offset shows.
     */
    static int compare(SourceCoordinates one, SourceCoordinates other) {
        Instant time = one.getTimestamp();
        Instant otherTime = other.getTimestamp();
        boolean isSamePartition = one.getTopic().equals(other.getTopic()) && one.getPartition() == other.getPartition();
        if (!isSamePartition) {
            return time.equals(otherTime) ? 1 : time.compareTo(otherTime);
        }
        int byOffset = Long.compare(one.getOffset(), other.getOffset());
        if (byOffset < 0 && time.isAfter(otherTime)) {
            return 1;
        }
        return byOffset;
    }
}
