package dev.sluice.runtime.control;

import dev.sluice.schemas.Stage;
import java.util.Locale;
import java.util.Optional;

/** The keys that name settings on {@code pipeline.control}; there is at most one setting of each. */
public final class SettingKeys {
    /** Of the switch that stops all calls to models. */
    public static final String KILL_SWITCH = "kill-switch";

    private SettingKeys() {}

    /** Of the pause of a profile or tenant. */
    public static String pause(Subject subject) {
        return "pause/" + subject.key();
    }

    /** Of the threshold of a profile. */
    public static String threshold(String profile) {
        return "threshold/" + escaped(profile);
    }

    /** Of the engine of a profile's step. */
    public static String engine(String profile, Stage stage) {
        return "engine/" + escaped(profile) + "/" + stage.id();
    }

    /** Of the budget of a profile or tenant, or of all together. */
    public static String budget(Optional<Subject> subject, Window window) {
        return "budget/" + subject.map(only -> only.key() + "/").orElse("") + window.id();
    }

    /** A stretch of time that money is counted in, in UTC. */
    public enum Window {
        HOUR,
        DAY;

        /** The name in keys. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** So that a name with a slash in it cannot be taken for another key. */
    static String escaped(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }
}
