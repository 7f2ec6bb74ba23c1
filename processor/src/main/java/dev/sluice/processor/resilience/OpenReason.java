package dev.sluice.processor.resilience;

import java.util.Locale;

/** Why a model is left alone; part of the public interface as a metric's tag. */
public enum OpenReason {
    /** It failed again and again. */
    OUTAGE,
    /** The account is used up. */
    QUOTA,
    /** The provider does not take the key, the address or the model's name. */
    MISCONFIGURED;

    /** The name in metrics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
