package dev.sluice.runtime.control;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that somebody set. In force until it is taken back or expires.
 *
 * @param setBy who
 * @param setAt when
 * @param why for those who wonder, never empty
 * @param expiresAt from when on it is in force no more; later than {@code setAt}
 */
public record Setting(Control control, String setBy, Instant setAt, String why, Optional<Instant> expiresAt) {

    public Setting {
        if (setBy.isBlank()) {
            throw new IllegalArgumentException("it does not say who set it");
        }
        if (why.isBlank()) {
            throw new IllegalArgumentException("it does not say why; give a reason, for those who wonder");
        }
        if (expiresAt.filter(end -> !end.isAfter(setAt)).isPresent()) {
            throw new IllegalArgumentException(
                    "it expires at " + expiresAt.get() + ", which is not after " + setAt + ", when it was set");
        }
    }

    /** Names the setting. */
    public String key() {
        return control.key();
    }

    /** Whether it is in force at this time; one that was set by a clock that is ahead is, too. */
    public boolean isInForce(Instant now) {
        return expiresAt.isEmpty() || expiresAt.get().isAfter(now);
    }
}
