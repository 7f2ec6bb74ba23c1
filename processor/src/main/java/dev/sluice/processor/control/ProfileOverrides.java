package dev.sluice.processor.control;

import dev.sluice.profile.Profile;
import dev.sluice.profile.Profiles;
import dev.sluice.runtime.control.Control.EngineOverride;
import dev.sluice.runtime.control.Control.Threshold;
import dev.sluice.runtime.control.ControlState;
import dev.sluice.runtime.control.Controls;
import dev.sluice.runtime.control.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Profiles with the thresholds and engines that people set in the place of their own. A setting that this instance cannot
 * follow, as it has no such profile or engine, is left out with a line in the log: a document is not to suffer from it.
 * Thread-safe.
 */
public final class ProfileOverrides implements UnaryOperator<Profiles> {
    private static final Logger log = LoggerFactory.getLogger(ProfileOverrides.class);

    private final Controls controls;
    private final Set<String> engines;
    private volatile Optional<Made> made = Optional.empty();

    private record Made(Profiles from, ControlState by, Profiles profiles) {}

    /** @param engines the names that are configured */
    public ProfileOverrides(Controls controls, Set<String> engines) {
        this.controls = controls;
        this.engines = Set.copyOf(engines);
    }

    /** The same object again while neither the profiles nor the settings change. */
    @Override
    public Profiles apply(Profiles profiles) {
        ControlState state = controls.inForce();
        Optional<Made> ready =
                made.filter(last -> last.from() == profiles && last.by().equals(state));
        if (ready.isEmpty()) {
            ready = Optional.of(new Made(profiles, state, overridden(profiles, state)));
            made = ready;
        }
        return ready.get().profiles();
    }

    private Profiles overridden(Profiles profiles, ControlState state) {
        List<Profile> changed = new ArrayList<>(profiles.all());
        for (Setting setting : state.settings()) {
            if (setting.control() instanceof Threshold threshold) {
                replace(changed, setting, threshold.profile(), profile -> profile.withAccept(threshold.accept()));
            } else if (setting.control() instanceof EngineOverride override) {
                if (engines.contains(override.engine())) {
                    replace(changed, setting, override.profile(), profile -> with(profile, override));
                } else {
                    log.warn(
                            "The setting {} is not followed: no engine is named {}; configured are {}",
                            setting.key(),
                            override.engine(),
                            engines);
                }
            }
        }
        return new Profiles(changed);
    }

    /** One answer for all three results would come from the engine that it is configured for. */
    private static Profile with(Profile profile, EngineOverride override) {
        return profile.withEngine(override.stage(), override.engine()).withCombined(Optional.empty());
    }

    private static void replace(List<Profile> profiles, Setting setting, String name, UnaryOperator<Profile> change) {
        if (profiles.stream().noneMatch(profile -> profile.name().equals(name))) {
            log.warn("The setting {} is not followed: there is no profile {}", setting.key(), name);
        }
        profiles.replaceAll(profile -> profile.name().equals(name) ? change.apply(profile) : profile);
    }
}
