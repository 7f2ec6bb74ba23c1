package dev.sluice.console.web;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times for people. */
final class Times {
    private Times() {}

    /** Such as {@code 5 min ago} or {@code in 20 s}. */
    static String relative(Instant time, Instant now) {
        Duration past = Duration.between(time, now);
        if (past.abs().toSeconds() < 5) {
            return "now";
        }
        return past.isNegative() ? "in " + length(past.negated()) : length(past) + " ago";
    }

    /** In the largest unit that it has one of. */
    static String length(Duration duration) {
        if (duration.toSeconds() < 1) {
            return duration.toMillis() + " ms";
        }
        if (duration.toMinutes() < 1) {
            return duration.toSeconds() + " s";
        }
        if (duration.toHours() < 1) {
            return duration.toMinutes() + " min";
        }
        return duration.toDays() < 1 ? duration.toHours() + " h" : duration.toDays() + " d";
    }

    /** To the second, in UTC. */
    static String exact(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString().replace('T', ' ').replace("Z", " UTC");
    }
}
