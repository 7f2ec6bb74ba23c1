package dev.sluice.console.web;

import dev.sluice.console.readmodel.Statistics.Ended;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the pipeline made of documents of late.
 *
 * @param hours the last ones, oldest first
 * @param heldTodayPercent of those that ended since midnight UTC, those that need a person; absent if none ended
 */
record PipelineFigures(List<Hour> hours, long endedToday, Optional<Double> heldTodayPercent) {
    static final int HOURS = 24;

    /** How many documents ended in an hour, and how. */
    record Hour(Instant start, long enriched, long reviewed, long held) {
        long total() {
            return enriched + reviewed + held;
        }

        /** Such as {@code 06}, in UTC. */
        String name() {
            return start.toString().substring(11, 13);
        }

        /** Whether its name stands below it. */
        boolean isSixth() {
            return Integer.parseInt(name()) % 6 == 0;
        }
    }

    PipelineFigures {
        hours = List.copyOf(hours);
    }

    /** Since when {@link #of} needs to know. */
    static Instant since(Instant now) {
        return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1));
    }

    static PipelineFigures of(List<Ended> outcomes, Instant now) {
        List<Hour> hours = new ArrayList<>();
        for (int i = 0; i < HOURS; i++) {
            Instant start = since(now).plus(Duration.ofHours(i));
            Predicate<Ended> within = each -> each.hour().equals(start);
            hours.add(new Hour(
                    start,
                    sum(outcomes, within.and(each -> each.outcome() == DocumentOutcome.ENRICHED)),
                    sum(outcomes, within.and(each -> each.outcome() == DocumentOutcome.REVIEWED)),
                    sum(outcomes, within.and(PipelineFigures::isHeld))));
        }
        Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
        Predicate<Ended> today = each -> !each.hour().isBefore(midnight);
        long held = sum(outcomes, today.and(PipelineFigures::isHeld));
        long accepted = sum(outcomes, today.and(each -> each.outcome() == DocumentOutcome.ENRICHED));
        return new PipelineFigures(
                hours,
                held + accepted,
                held + accepted == 0 ? Optional.empty() : Optional.of(100.0 * held / (held + accepted)));
    }

    long mostOfHour() {
        return Math.max(1, hours.stream().mapToLong(Hour::total).max().orElse(1));
    }

    /** Accepted documents that are looked at all the same are no failure. */
    private static boolean isHeld(Ended outcome) {
        return outcome.outcome() == DocumentOutcome.HELD
                && !outcome.reason().equals(Optional.of(DeadLetterReason.AUDIT_SAMPLE.name()));
    }

    private static long sum(List<Ended> outcomes, Predicate<Ended> wanted) {
        return outcomes.stream().filter(wanted).mapToLong(Ended::count).sum();
    }
}
