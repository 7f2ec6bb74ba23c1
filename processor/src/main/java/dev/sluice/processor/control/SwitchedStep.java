package dev.sluice.processor.control;

import dev.sluice.processor.step.Hold;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingText;
import dev.sluice.schemas.avro.Enrichment;
import java.util.Optional;

/**
 * Has documents that no engine could serve while the kill switch is set wait for its release, rather than try again and again
 * and come back late. Thread-safe if the step is.
 */
public final class SwitchedStep implements Step<Enrichment, Enrichment> {
    private final Step<Enrichment, Enrichment> step;
    private final Controls controls;

    public SwitchedStep(Step<Enrichment, Enrichment> step, Controls controls) {
        this.step = step;
        this.controls = controls;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment document, int retries) throws InterruptedException {
        StepResult<Enrichment, Enrichment> result = step.apply(document, retries);
        if (!(result instanceof RetryLater<Enrichment, Enrichment> later)) {
            return result;
        }
        Optional<Setting> off = controls.inForce().killSwitch();
        // One that could not even be decoded waits for the registry, whatever is switched off.
        boolean decoded = later.input().getProperties().isPresent();
        return off.isPresent() && decoded
                ? new OnHold<>(
                        later.input(),
                        new Hold(WaitReason.KILL_SWITCH, off.get().key(), SettingText.of(off.get())),
                        later.usage())
                : later;
    }
}
