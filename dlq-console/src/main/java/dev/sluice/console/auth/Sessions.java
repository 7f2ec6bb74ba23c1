package dev.sluice.console.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions that live in a signed cookie alone, so that every replica with the same key knows them. One ends by its time, and
 * when the account is removed or gets another password. The role is not in it: it is the account's at each request.
 * Thread-safe.
 */
public final class Sessions {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;
    private final Duration lifetime;
    private final Clock clock;
    private final SecureRandom random;

    /**
     * @param key what cookies are signed with, at least 32 bytes
     * @param lifetime how long a session lasts
     */
    public Sessions(byte[] key, Duration lifetime, Clock clock, SecureRandom random) {
        if (key.length < 32) {
            throw new IllegalArgumentException("the key of sessions has " + key.length + " bytes; use 32 or more");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
        this.lifetime = lifetime;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Somebody's session.
     *
     * @param csrfToken what their forms must carry
     */
    public record Session(Account account, String csrfToken) {}

    /** The value of a new session's cookie. */
    public String begin(Account account) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        String payload =
                encode(account.name()) + "." + clock.instant().plus(lifetime).getEpochSecond() + "."
                        + ENCODER.encodeToString(id) + "." + proof(account);
        return payload + "." + sign("session", payload);
    }

    /** The session of a cookie, if it is genuine, not over, and the account still has the password it began with. */
    public Optional<Session> find(String cookie, Accounts accounts) {
        String[] parts = cookie.split("\\.", -1);
        if (parts.length != 5) {
            return Optional.empty();
        }
        String payload = cookie.substring(0, cookie.lastIndexOf('.'));
        if (!isEqual(sign("session", payload), parts[4])) {
            return Optional.empty();
        }
        boolean isOver = !Instant.ofEpochSecond(Long.parseLong(parts[1])).isAfter(clock.instant());
        return isOver
                ? Optional.empty()
                : accounts.find(new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8))
                        .filter(account -> isEqual(proof(account), parts[3]))
                        .map(account -> new Session(account, sign("csrf", payload)));
    }

    /** How long a session lasts. */
    public Duration lifetime() {
        return lifetime;
    }

    /** Compares in a time that tells nothing of where they differ. */
    public static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String proof(Account account) {
        return sign("proof", account.secret().hash()).substring(0, 22);
    }

    private String sign(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encode(String text) {
        return ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
