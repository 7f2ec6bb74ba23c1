package dev.sluice.console.observe;

import dev.sluice.schemas.avro.DeadLetterReason;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long documents may wait and how many, before people are told.
 *
 * @param standard for reasons that have no target of their own; zero for never
 * @param own those that have one
 * @param pending how many documents may wait at once; zero for any number
 */
public record AgingTargets(Duration standard, Map<DeadLetterReason, Duration> own, int pending) {

    private static final Pattern COMMA = Pattern.compile(",");

    public AgingTargets {
        own = Map.copyOf(own);
    }

    /**
     * Reads targets.
     *
     * @param reasons such as {@code SUSPECTED_INJECTION=PT4H,LOW_CONFIDENCE=P2D}, with durations by ISO 8601
     * @throws IllegalArgumentException naming the part that is none
     */
    public static AgingTargets of(Duration standard, String reasons, int pending) {
        Map<DeadLetterReason, Duration> own = new EnumMap<>(DeadLetterReason.class);
        for (String part : COMMA.splitAsStream(reasons).toList()) {
            if (!part.isBlank()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                own.put(
                        reason(name.strip(), part),
                        duration(part.substring(equals + 1).strip(), part));
            }
        }
        return new AgingTargets(standard, own, pending);
    }

    /** The target of a reason, if it has any. */
    public Optional<Duration> of(DeadLetterReason reason) {
        return Optional.of(own.getOrDefault(reason, standard)).filter(target -> !target.isZero());
    }

    private static DeadLetterReason reason(String text, String part) {
        try {
            return DeadLetterReason.valueOf(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "'" + part.strip() + "' in console.alert.age.reasons names no reason; there are "
                            + List.of(DeadLetterReason.values()) + ".",
                    e);
        }
    }

    private static Duration duration(String text, String part) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + part.strip()
                            + "' in console.alert.age.reasons has no duration; write PT4H for four hours, P2D"
                            + " for two days.",
                    e);
        }
    }
}
