package dev.sluice.processor.step;

/**
 * What a document waits for that no time is known of: that somebody takes a setting back, or that it expires.
 *
 * @param reason what kind of setting
 * @param key the setting's name
 * @param why what was set by whom and why, for people
 */
public record Hold(WaitReason reason, String key, String why) {

    /** Tells whether what documents wait for is still so; thread-safe. */
    @FunctionalInterface
    public interface Lookup {
        /** Whether documents have to wait on. */
        boolean isInForce(Hold hold);
    }
}
