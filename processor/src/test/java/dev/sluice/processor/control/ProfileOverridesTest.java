package dev.sluice.processor.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.profile.EngineChoice;
import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.profile.Profiles;
import dev.sluice.runtime.control.Control;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import dev.sluice.schemas.Stage;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ProfileOverridesTest {
    private final Controls controls = new Controls(Clock.systemUTC());
    private final Profiles own = new ProfileLoader(Set.of("model", "offline", "strong")).load();
    private final LiveProfiles profiles =
            new LiveProfiles(own).adjusted(new ProfileOverrides(controls, Set.of("model", "offline", "strong")));

    @Test
    void aSettingThatCannotBeFollowedChangesNothing() {
        set(new EngineOverride("invoice", Stage.CLASSIFY, "no-such-engine"), new Threshold("no-such-profile", 0.1));
        assertThat(profiles.current().all()).isEqualTo(own.all());
    }

    @Test
    void aThresholdTakesThePlaceOfTheProfilesOwnUntilItIsTakenBack() {
        double before = profile().gate().accept();
        set(new Threshold("invoice", 0.33));
        assertThat(profile().gate().accept()).isEqualTo(0.33);
        assertThat(profiles.current().find("contract")).isEqualTo(own.find("contract"));

        set();
        assertThat(profile().gate().accept()).isEqualTo(before);
    }

    @Test
    void anEngineTakesThePlaceOfAllAtItsStageOnly() {
        set(new EngineOverride("invoice", Stage.CLASSIFY, "strong"));
        assertThat(profile().step(Stage.CLASSIFY).engines()).containsExactly(EngineChoice.of("strong"));
        assertThat(profile().step(Stage.EXTRACT))
                .isEqualTo(own.find("invoice").orElseThrow().step(Stage.EXTRACT));
        assertThat(profile().combined()).as("which would not ask that engine").isEmpty();
    }

    @Test
    void areTheSameWhileNothingChanges() {
        set(new Threshold("invoice", 0.33));
        assertThat(profiles.current()).isSameAs(profiles.current());
    }

    private Profile profile() {
        return profiles.current().find("invoice").orElseThrow();
    }

    private void set(Control... settings) {
        controls.replace(Stream.of(settings)
                .map(control -> new Setting(control, "ada", Instant.now(), "tried", Optional.empty()))
                .toList());
    }
}
