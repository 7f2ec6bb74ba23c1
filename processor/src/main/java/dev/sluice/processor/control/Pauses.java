package dev.sluice.processor.control;

import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingText;
import dev.sluice.runtime.control.Subject.OfTenant;
import java.util.Optional;

/** Tells which documents are paused. Thread-safe. */
public final class Pauses {
    private final Controls controls;

    public Pauses(Controls controls) {
        this.controls = controls;
    }

    /** What a document of this tenant and profile, as far as they are known, has to wait for. */
    public Optional<Hold> of(Optional<String> tenant, Optional<String> profile) {
        return controls.inForce().pauseOf(tenant, profile).map(Pauses::hold);
    }

    private static Hold hold(Setting setting) {
        boolean tenant = ((Pause) setting.control()).subject() instanceof OfTenant;
        return new Hold(
                tenant ? WaitReason.PAUSED_TENANT : WaitReason.PAUSED_PROFILE, setting.key(), SettingText.of(setting));
    }
}
