package dev.sluice.console.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what browsers keep for the console, so that every replica with the same key knows its own words again. A signature
 * counts for one purpose only. What is signed can be read by whoever holds it. Immutable, thread-safe.
 */
public final class Seal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final SecretKeySpec key;

    /**
     * @param key of at least 32 bytes
     */
    public Seal(byte[] key) {
        if (key.length < 32) {
            throw new IllegalArgumentException("the key of sessions has " + key.length + " bytes; use 32 or more");
        }
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The text with its signature, in letters that a cookie can hold. */
    public String seal(String purpose, String text) {
        String payload = ENCODER.encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return payload + "." + sign(purpose, payload);
    }

    /** The text of {@link #seal}, if it was sealed with this key for this purpose and nobody changed it. */
    public Optional<String> open(String purpose, String sealed) {
        int dot = sealed.lastIndexOf('.');
        if (dot < 0 || !isEqual(sign(purpose, sealed.substring(0, dot)), sealed.substring(dot + 1))) {
            return Optional.empty();
        }
        return Optional.of(new String(Base64.getUrlDecoder().decode(sealed.substring(0, dot)), StandardCharsets.UTF_8));
    }

    /** The signature of a text alone. */
    public String sign(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return ENCODER.encodeToString(mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Compares in a time that tells nothing of where they differ. */
    public static boolean isEqual(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
