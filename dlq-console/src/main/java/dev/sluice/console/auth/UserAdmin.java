package dev.sluice.console.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Adds and removes accounts: what {@code sluice console user} does. For one process at a time. */
public final class UserAdmin {
    /** Shorter passwords are refused (NIST SP 800-63B asks for at least eight). */
    public static final int SHORTEST_PASSWORD = 10;

    private static final int LONGEST_PASSWORD = 1000;

    private final Path file;
    private final SecureRandom random;

    public UserAdmin(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /**
     * Adds a person, or gives them another role, password and restrictions.
     *
     * @throws IllegalArgumentException if name or password cannot be used, with why
     * @throws IOException if the file cannot be read or written
     */
    public void putUser(
            String name, Role role, String password, Optional<Set<String>> profiles, Optional<Set<String>> tenants)
            throws IOException {
        if (password.length() < SHORTEST_PASSWORD || password.length() > LONGEST_PASSWORD) {
            throw new IllegalArgumentException("the password has " + password.length() + " characters; use "
                    + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD);
        }
        put(new Credential(new Account(name, role, profiles, tenants), Secret.ofPassword(password)));
    }

    /**
     * Adds a script, or gives it another token.
     *
     * @return the token, which is not kept and cannot be shown again
     */
    public String putToken(String name, Role role, Optional<Set<String>> profiles, Optional<Set<String>> tenants)
            throws IOException {
        String token = "sluice_" + randomText(32);
        put(new Credential(new Account(name, role, profiles, tenants), Secret.ofToken(token)));
        return token;
    }

    /** Removes an account, whose sessions end at once; tells whether there was one. */
    public boolean remove(String name) throws IOException {
        Map<String, Credential> credentials = credentials();
        boolean wasThere = credentials.remove(name) != null;
        if (wasThere) {
            UsersFile.write(file, credentials.values());
        }
        return wasThere;
    }

    /** A password for somebody who did not choose one. */
    public String randomPassword() {
        return randomText(15);
    }

    private void put(Credential credential) throws IOException {
        Map<String, Credential> credentials = credentials();
        credentials.put(credential.account().name(), credential);
        UsersFile.write(file, credentials.values());
    }

    private Map<String, Credential> credentials() throws IOException {
        return Files.exists(file) ? UsersFile.read(file) : new TreeMap<>();
    }

    private String randomText(int bytes) {
        byte[] noise = new byte[bytes];
        random.nextBytes(noise);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(noise);
    }
}
