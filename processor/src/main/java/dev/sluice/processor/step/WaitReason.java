package dev.sluice.processor.step;

import java.util.Locale;

/** Why documents wait that a stage holds; part of the public interface as a metric's tag. */
public enum WaitReason {
    /** Something that is needed is out of order: a provider, or the registry. They are tried again when their time comes. */
    OUTAGE(false),
    /** No model may be called. */
    KILL_SWITCH(false),
    /** Documents of their profile wait. */
    PAUSED_PROFILE(true),
    /** Documents of their tenant wait. */
    PAUSED_TENANT(true),
    /** The budget of all together has no room. */
    BUDGET(false),
    /** The budget of their tenant has no room. */
    TENANT_BUDGET(true),
    /** The budget of their profile has no room. */
    PROFILE_BUDGET(true);

    private final boolean aside;

    WaitReason(boolean aside) {
        this.aside = aside;
    }

    /**
     * Whether the others are to go on, so that those who wait may not take up their room. What stops everybody holds the
     * intake up instead, and the records stay on their topic.
     */
    public boolean isAside() {
        return aside;
    }

    /** The name in metrics, such as {@code kill-switch}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
