package dev.sluice.profile;

/**
 * When a result may be published.
 *
 * @param accept the least confidence to publish, 0 to 1
 * @param audit the share of accepted documents that people look at all the same, 0 to 1
 * @param checks what else it must meet
 */
public record GateSettings(double accept, double audit, Checks checks) {

    public GateSettings {
        if (!(accept >= 0 && accept <= 1)) {
            throw new IllegalArgumentException("gate.accept is " + accept + "; it must be 0 to 1");
        }
        if (!(audit >= 0 && audit <= 1)) {
            throw new IllegalArgumentException("gate.audit is " + audit + "; it must be 0 to 1");
        }
    }

    /** A gate of which nothing is audited. */
    public GateSettings(double accept, Checks checks) {
        this(accept, 0, checks);
    }

    /** A gate with the {@linkplain Checks#STANDARD standard checks}. */
    public GateSettings(double accept) {
        this(accept, 0, Checks.STANDARD);
    }
}
