package dev.sluice.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.WaitReason;
import dev.sluice.runtime.control.Control.Pause;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.Subject;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.schemas.avro.Enrichment;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PauseStepTest {
    private final Controls controls = new Controls(Clock.systemUTC());
    private final PauseStep step = new PauseStep(new Pauses(controls));
    private final Enrichment ofAcme = SwitchTest.document(true);

    @Test
    void documentsOfAPausedTenantWait() {
        pause(new OfTenant("acme"));
        assertThat(step.apply(ofAcme, 0)).isInstanceOfSatisfying(OnHold.class, held -> {
            assertThat(held.hold().reason()).isEqualTo(WaitReason.PAUSED_TENANT);
            assertThat(held.hold().key()).isEqualTo("pause/tenant/acme");
            assertThat(held.hold().why()).contains("by ada").contains("contract ended");
            assertThat(held.input()).isSameAs(ofAcme);
        });
    }

    @Test
    void documentsOfAPausedProfileWaitOnceTheProfileIsKnown() {
        pause(new OfProfile("invoice"));
        assertThat(step.apply(ofAcme, 0)).isInstanceOf(Done.class);
        assertThat(step.apply(
                        Enrichment.newBuilder(ofAcme).setProfile("invoice").build(), 0))
                .isInstanceOfSatisfying(
                        OnHold.class, held -> assertThat(held.hold().reason()).isEqualTo(WaitReason.PAUSED_PROFILE));
    }

    @Test
    void othersGoOn() {
        pause(new OfTenant("other"));
        assertThat(step.apply(ofAcme, 0)).isInstanceOf(Done.class);
        assertThat(step.apply(SwitchTest.document(false), 0)).isInstanceOf(Done.class);
    }

    private void pause(Subject subject) {
        controls.replace(
                List.of(new Setting(new Pause(subject), "ada", Instant.now(), "contract ended", Optional.empty())));
    }
}
