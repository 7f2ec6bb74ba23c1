package dev.sluice.quickstart.evaluate;

import dev.sluice.profile.CombinedSettings;
import dev.sluice.profile.Profile;
import java.util.Locale;
import java.util.Optional;

/** How the steps ask a model, whatever the profile says. */
enum StepMode {
    /** One question for each step. */
    CHAIN,
    /** One question for all steps, about documents that are short enough. */
    COMBINED;

    Profile apply(Profile profile) {
        return switch (this) {
            case CHAIN -> profile.withCombined(Optional.empty());
            case COMBINED -> profile.withCombined(Optional.of(profile.combined().orElse(CombinedSettings.STANDARD)));
        };
    }

    /** As people write it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
