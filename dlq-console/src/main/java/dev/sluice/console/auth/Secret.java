package dev.sluice.console.auth;

import com.password4j.Argon2Function;
import com.password4j.Hash;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What proves an identity, hashed: a person's password by Argon2id with OWASP's first recommendation (19 MiB, two passes),
 * or a script's token by SHA-256, which suffices as a token has 256 random bits. Immutable.
 *
 * @param hash as the users file has it
 */
public record Secret(String hash) {
    private static final Argon2Function ARGON2 = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    private static final String PASSWORD_PREFIX = "$argon2id$";
    private static final String TOKEN_PREFIX = "token$";
    private static final int TOKEN_HASH_LENGTH = TOKEN_PREFIX.length() + 64;

    public Secret {
        boolean isToken = hash.startsWith(TOKEN_PREFIX) && hash.length() == TOKEN_HASH_LENGTH;
        if (!hash.startsWith(PASSWORD_PREFIX) && !isToken) {
            throw new IllegalArgumentException(
                    "the hash is neither of Argon2id nor of a token; write the line with: sluice console user add");
        }
    }

    /** Hashes a password; takes some tens of milliseconds. */
    public static Secret ofPassword(String password) {
        Hash hashed = Password.hash(password).addRandomSalt(16).with(ARGON2);
        return new Secret(hashed.getResult());
    }

    /** Hashes a token. */
    public static Secret ofToken(String token) {
        return new Secret(TOKEN_PREFIX + HexFormat.of().formatHex(sha256(token)));
    }

    /** Whether it is a script's. */
    public boolean isToken() {
        return hash.startsWith(TOKEN_PREFIX);
    }

    /** Whether this is the password; never so for a token. */
    public boolean isPassword(String password) {
        return !isToken() && Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Nothing of the hash. */
    @Override
    public String toString() {
        return "Secret";
    }
}
