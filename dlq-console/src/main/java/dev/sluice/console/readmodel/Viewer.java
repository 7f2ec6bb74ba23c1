package dev.sluice.console.readmodel;

import java.util.Optional;
import java.util.Set;

/**
 * Who looks, and what they may see. What is not named by a restriction is as if it did not exist.
 *
 * @param name whose claims are {@link Tab#MINE}
 * @param profiles the profiles that they are restricted to; all if absent. A document without a profile is then hidden
 * @param tenants the tenants that they are restricted to; all if absent. A document without a tenant is then hidden
 */
public record Viewer(String name, Optional<Set<String>> profiles, Optional<Set<String>> tenants) {

    public Viewer {
        profiles = profiles.map(Set::copyOf);
        tenants = tenants.map(Set::copyOf);
    }

    /** Whether there is anything that they may not see. */
    public boolean isRestricted() {
        return profiles.isPresent() || tenants.isPresent();
    }

    /** One who may see everything. */
    public static Viewer unrestricted(String name) {
        return new Viewer(name, Optional.empty(), Optional.empty());
    }
}
