package dev.sluice.profile;

/**
 * When a result may be published.
 *
 * @param accept the least confidence to publish, 0 to 1
 */
public record GateSettings(double accept) {

    public GateSettings {
        if (!(accept >= 0 && accept <= 1)) {
            throw new IllegalArgumentException("gate.accept is " + accept + "; it must be 0 to 1");
        }
    }
}
