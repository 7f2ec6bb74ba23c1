package dev.sluice.profile;

/**
 * When a result may be published.
 *
 * @param accept the least confidence to publish, 0 to 1
 * @param checks what else it must meet
 */
public record GateSettings(double accept, Checks checks) {

    public GateSettings {
        if (!(accept >= 0 && accept <= 1)) {
            throw new IllegalArgumentException("gate.accept is " + accept + "; it must be 0 to 1");
        }
    }

    /** A gate with the {@linkplain Checks#STANDARD standard checks}. */
    public GateSettings(double accept) {
        this(accept, Checks.STANDARD);
    }
}
