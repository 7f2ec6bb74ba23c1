package dev.sluice.processor.gate;

import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.Profile;
import dev.sluice.profile.Profiles;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The gates of the profiles that are in use; made anew when those are replaced. Thread-safe. */
public final class Gates {
    private final LiveProfiles profiles;
    private volatile Made made;

    private record Made(Profiles of, Map<String, Gate> byName) {
        static Made of(Profiles profiles) {
            return new Made(
                    profiles, profiles.all().stream().collect(Collectors.toUnmodifiableMap(Profile::name, Gate::new)));
        }
    }

    public Gates(LiveProfiles profiles) {
        this.profiles = profiles;
        this.made = Made.of(profiles.current());
    }

    /** The gate of a profile as it is now; empty if there is no such profile. */
    public Optional<Gate> find(String profile) {
        Profiles current = profiles.current();
        Made ready = made;
        if (ready.of() != current) {
            ready = Made.of(current);
            made = ready;
        }
        return Optional.ofNullable(ready.byName().get(profile));
    }
}
