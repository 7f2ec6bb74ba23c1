package dev.sluice.processor.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Digests a sequence of values, each with its length before it, so that no two sequences read alike. For one thread. */
final class KeyDigest {
    private final MessageDigest digest = sha256();

    KeyDigest add(byte[] bytes) {
        add(bytes.length);
        digest.update(bytes);
        return this;
    }

    KeyDigest add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An absent value is another one than an empty one. */
    KeyDigest add(Optional<String> text) {
        add(text.isPresent() ? 1 : 0);
        text.ifPresent(this::add);
        return this;
    }

    KeyDigest add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
        return this;
    }

    /** The digest in hexadecimal digits. */
    String end() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
