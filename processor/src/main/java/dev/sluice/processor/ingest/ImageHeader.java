package dev.sluice.processor.ingest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.tika.mime.MediaType;

/**
 * What an image file says of itself, read without decoding it.
 *
 * @param channels of a JPEG, which the JDK decodes only with 1 or 3 (4 are the CMYK of printing); else 0
 * @param end where the header ends
 */
record ImageHeader(long width, long height, int channels, int end) {
    static final MediaType PNG = MediaType.image("png");
    static final MediaType JPEG = MediaType.image("jpeg");
    static final MediaType WEBP = MediaType.image("webp");

    /** The header of a PNG, JPEG or WebP file; empty if it is damaged. */
    static Optional<ImageHeader> of(byte[] bytes, MediaType type) {
        Optional<ImageHeader> header = Optional.empty();
        if (type.equals(PNG)) {
            header = png(bytes);
        } else if (type.equals(JPEG)) {
            header = jpeg(bytes);
        } else if (type.equals(WEBP)) {
            header = webp(bytes);
        }
        return header.filter(found -> found.width > 0 && found.height > 0);
    }

    long pixels() {
        return width * height;
    }

    long longerEdge() {
        return Math.max(width, height);
    }

    /** PNG (Third Edition), 5.2 and 11.2.1. */
    private static Optional<ImageHeader> png(byte[] bytes) {
        return bytes.length < 33 || !is(bytes, 12, "IHDR")
                ? Optional.empty()
                : Optional.of(new ImageHeader(bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4), 0, 33));
    }

    /** ITU-T T.81, B.2.2: the frame header is in the first segment that is named SOF, whatever the process. */
    private static Optional<ImageHeader> jpeg(byte[] bytes) {
        int at = 2;
        while (at + 9 < bytes.length && (bytes[at] & 0xFF) == 0xFF) {
            int marker = bytes[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++;
                continue;
            }
            boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
            if (frame) {
                return Optional.of(new ImageHeader(
                        bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2), bytes[at + 9] & 0xFF, at + 10));
            }
            at += 2 + (int) Math.max(2, bigEndian(bytes, at + 2, 2));
        }
        return Optional.empty();
    }

    /** RFC 9649, 2.5 to 2.7. */
    private static Optional<ImageHeader> webp(byte[] bytes) {
        if (bytes.length < 30 || !is(bytes, 8, "WEBP") || littleEndian(bytes, 4, 4) + 8 > bytes.length) {
            return Optional.empty();
        }
        return switch (new String(bytes, 12, 4, StandardCharsets.ISO_8859_1)) {
            case "VP8 " ->
                Optional.of(new ImageHeader(
                        littleEndian(bytes, 26, 2) & 0x3FFF, littleEndian(bytes, 28, 2) & 0x3FFF, 0, 30));
            case "VP8L" -> {
                long bits = littleEndian(bytes, 21, 4);
                yield Optional.of(new ImageHeader((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1, 0, 25));
            }
            case "VP8X" ->
                Optional.of(new ImageHeader(littleEndian(bytes, 24, 3) + 1, littleEndian(bytes, 27, 3) + 1, 0, 30));
            default -> Optional.empty();
        };
    }

    private static boolean is(byte[] bytes, int at, String name) {
        return new String(bytes, at, name.length(), StandardCharsets.ISO_8859_1).equals(name);
    }

    private static long bigEndian(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = 0; i < length; i++) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        return value;
    }

    private static long littleEndian(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[at + i] & 0xFF);
        }
        return value;
    }
}
