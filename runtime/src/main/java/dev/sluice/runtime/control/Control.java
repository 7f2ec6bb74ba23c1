package dev.sluice.runtime.control;

import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.schemas.Stage;
import java.util.Optional;

/** What can be set while the pipeline runs. */
public sealed interface Control {

    /** Names the setting; there is at most one of each key. */
    String key();

    /** No call to any model; the offline rules go on, as they cost nothing. */
    record KillSwitch() implements Control {
        @Override
        public String key() {
            return SettingKeys.KILL_SWITCH;
        }
    }

    /** The documents of a profile or tenant wait, while the others go on. */
    record Pause(Subject subject) implements Control {
        @Override
        public String key() {
            return SettingKeys.pause(subject);
        }
    }

    /**
     * Another least confidence to publish than the profile's own.
     *
     * @param accept 0 to 1
     */
    record Threshold(String profile, double accept) implements Control {
        public Threshold {
            Requirements.named("profile", profile);
            if (!(accept >= 0 && accept <= 1)) {
                throw new IllegalArgumentException("the threshold is " + accept + "; it must be 0 to 1");
            }
        }

        @Override
        public String key() {
            return SettingKeys.threshold(profile);
        }
    }

    /**
     * Another engine than the profile's own at one stage.
     *
     * @param stage one that engines run: extract, summarize or classify
     * @param engine its name in the processors' configuration
     */
    record EngineOverride(String profile, Stage stage, String engine) implements Control {
        public EngineOverride {
            Requirements.named("profile", profile);
            Requirements.named("engine", engine);
            if (stage == Stage.GATE) {
                throw new IllegalArgumentException("no engine runs at the gate; name extract, summarize or classify");
            }
        }

        @Override
        public String key() {
            return SettingKeys.engine(profile, stage);
        }
    }

    /**
     * Another budget than the configured one.
     *
     * @param subject whose; that of all together if empty
     * @param limitMicros the most to spend in each window, in millionths of a US dollar, not negative
     */
    record Budget(Optional<Subject> subject, Window window, long limitMicros) implements Control {
        public Budget {
            if (limitMicros < 0) {
                throw new IllegalArgumentException(
                        "the budget is " + limitMicros + " millionths of a dollar; it must not be negative");
            }
        }

        @Override
        public String key() {
            return SettingKeys.budget(subject, window);
        }
    }
}
