package dev.sluice.console.auth;

import dev.sluice.console.readmodel.Viewer;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody who has access, by the users file or by the login server.
 *
 * @param name which the audit trail shows
 * @param profiles the profiles that they are restricted to; all if absent
 * @param tenants the tenants that they are restricted to; all if absent
 */
public record Account(String name, Role role, Optional<Set<String>> profiles, Optional<Set<String>> tenants) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}");

    public Account {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no user name: it begins with a letter or digit and has up to 64 letters, digits, dots,"
                    + " hyphens, underscores, + and @");
        }
        if (name.equals("sluice")) {
            throw new IllegalArgumentException("the name sluice is kept for what no person did; choose another");
        }
        profiles = profiles.map(Set::copyOf);
        tenants = tenants.map(Set::copyOf);
    }

    /** One who sees all profiles and tenants. */
    public static Account unrestricted(String name, Role role) {
        return new Account(name, role, Optional.empty(), Optional.empty());
    }

    /** What the read model shows them. */
    public Viewer viewer() {
        return new Viewer(name, profiles, tenants, seesMasked());
    }

    /** Whether personal data is hidden from them. */
    public boolean seesMasked() {
        return role == Role.VIEWER;
    }

    /** Whether documents of a profile and a tenant are theirs to see. */
    public boolean sees(Optional<String> profile, Optional<String> tenant) {
        return isAllowed(profiles, profile) && isAllowed(tenants, tenant);
    }

    private static boolean isAllowed(Optional<Set<String>> allowed, Optional<String> name) {
        return allowed.isEmpty() || name.filter(allowed.get()::contains).isPresent();
    }
}
