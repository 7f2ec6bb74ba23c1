package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.DeadLetterReason;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which items are wanted: those to which all parts apply. An empty set, option or text does not restrict.
 *
 * @param leastConfidence 0 to 1, inclusive; items without a confidence have less than any
 * @param mostConfidence 0 to 1, inclusive
 * @param arrivedFrom inclusive
 * @param arrivedBefore exclusive
 * @param text words that all occur in the document's text, summary, fields, id or in what was wrong; the last may be a
 *     beginning
 */
public record ItemFilter(
        Tab tab,
        Set<DeadLetterReason> reasons,
        Set<String> stages,
        Set<String> profiles,
        Set<String> tenants,
        Set<String> labels,
        Optional<Double> leastConfidence,
        Optional<Double> mostConfidence,
        Optional<Instant> arrivedFrom,
        Optional<Instant> arrivedBefore,
        String text) {

    public ItemFilter {
        reasons = Set.copyOf(reasons);
        stages = Set.copyOf(stages);
        profiles = Set.copyOf(profiles);
        tenants = Set.copyOf(tenants);
        labels = Set.copyOf(labels);
    }

    /** All of a tab. */
    public static ItemFilter of(Tab tab) {
        return new ItemFilter(
                tab,
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** The same in another tab. */
    public ItemFilter in(Tab other) {
        return new ItemFilter(
                other,
                reasons,
                stages,
                profiles,
                tenants,
                labels,
                leastConfidence,
                mostConfidence,
                arrivedFrom,
                arrivedBefore,
                text);
    }

    /** The same with other words. */
    public ItemFilter withText(String words) {
        return new ItemFilter(
                tab,
                reasons,
                stages,
                profiles,
                tenants,
                labels,
                leastConfidence,
                mostConfidence,
                arrivedFrom,
                arrivedBefore,
                words);
    }

    /** The same for other reasons. */
    public ItemFilter withReasons(Set<DeadLetterReason> wanted) {
        return new ItemFilter(
                tab,
                wanted,
                stages,
                profiles,
                tenants,
                labels,
                leastConfidence,
                mostConfidence,
                arrivedFrom,
                arrivedBefore,
                text);
    }
}
