package dev.sluice.console.auth;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What somebody may do; each may all that those before it may. */
public enum Role {
    /** Sees documents, with personal data masked. */
    VIEWER,
    /** Decides about documents, one at a time. */
    REVIEWER,
    /** Acts on many documents at once, and exports what people decided. */
    OPERATOR,
    /** Sees who has access. */
    ADMIN;

    /** Whether it may what another role may. */
    public boolean covers(Role other) {
        return compareTo(other) >= 0;
    }

    /** Its name in the users file. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a name in the users file. */
    public static Optional<Role> of(String id) {
        return Arrays.stream(values()).filter(role -> role.id().equals(id)).findFirst();
    }
}
