package dev.sluice.console.auth;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A line of the users file.
 *
 * @param secret what proves that it is them, hashed
 */
public record Credential(Account account, Secret secret) {
    /** As the file has it. */
    String line() {
        String restrictions = restriction("profiles", account.profiles()) + restriction("tenants", account.tenants());
        return account.name() + ":" + account.role().id() + ":" + secret.hash()
                + (restrictions.isEmpty() ? "" : ":" + restrictions);
    }

    private static String restriction(String what, Optional<Set<String>> names) {
        return names.map(allowed -> what + "=" + String.join(",", new TreeSet<>(allowed)) + ";")
                .orElse("");
    }

    /** Without the hash. */
    @Override
    public String toString() {
        return "Credential[" + account.name() + ", " + account.role() + "]";
    }
}
