package dev.sluice.processor.step;

/**
 * What a document waits for that no time is known of: that somebody takes a setting back or it expires, or that a budget has
 * room. Documents that wait for the same have the same hold.
 *
 * @param reason what kind of thing
 * @param key the setting's or the budget's name
 * @param why what was set by whom and why, or what is used up, for people
 */
public record Hold(WaitReason reason, String key, String why) {

    /** Tells whether what documents wait for is still so; thread-safe. */
    @FunctionalInterface
    public interface Lookup {
        /** Whether documents have to wait on. */
        boolean isInForce(Hold hold);

        /**
         * How many of those that wait may go on now. Fewer than all where there is only so much room: the others wait on.
         *
         * @param waiting how many there are, at least 1
         */
        default int released(Hold hold, int waiting) {
            return isInForce(hold) ? 0 : waiting;
        }
    }
}
