package dev.sluice.console.auth;

import dev.sluice.console.readmodel.Viewer;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Somebody who has access: a line of the users file.
 *
 * @param name by which they log in, and which the audit trail shows
 * @param secret what proves that it is them, hashed
 * @param profiles the profiles that they are restricted to; all if absent
 * @param tenants the tenants that they are restricted to; all if absent
 */
public record Account(
        String name, Role role, Secret secret, Optional<Set<String>> profiles, Optional<Set<String>> tenants) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

    public Account {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name
                    + "' is no user name: it begins with a letter or digit and has up to 64 letters, digits, dots,"
                    + " hyphens, underscores and @");
        }
        if (name.equals("sluice")) {
            throw new IllegalArgumentException("the name sluice is kept for what no person did; choose another");
        }
        profiles = profiles.map(Set::copyOf);
        tenants = tenants.map(Set::copyOf);
    }

    /** One who sees all profiles and tenants. */
    public static Account unrestricted(String name, Role role, Secret secret) {
        return new Account(name, role, secret, Optional.empty(), Optional.empty());
    }

    /** What the read model shows them. */
    public Viewer viewer() {
        return new Viewer(name, profiles, tenants);
    }

    /** Whether personal data is hidden from them. */
    public boolean seesMasked() {
        return role == Role.VIEWER;
    }

    /** The line of the users file. */
    String line() {
        String restrictions = restriction("profiles", profiles) + restriction("tenants", tenants);
        return name + ":" + role.id() + ":" + secret.hash() + (restrictions.isEmpty() ? "" : ":" + restrictions);
    }

    private static String restriction(String what, Optional<Set<String>> names) {
        return names.map(allowed -> what + "=" + String.join(",", new TreeSet<>(allowed)) + ";")
                .orElse("");
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Account[" + name + ", " + role + "]";
    }
}
