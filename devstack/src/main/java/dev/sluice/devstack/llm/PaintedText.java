package dev.sluice.devstack.llm;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of text that the simulated model can read without text recognition: the letters are squares, dark or light for
 * each bit, in a grid as wide as the picture. It survives scaling, JPEG, and being a page of a PDF. WebP, which the JDK knows
 * not, has the text in a chunk of its own beside a picture of one pixel.
 */
public final class PaintedText {
    private static final int COLUMNS = 96;
    private static final int CELL = 8;
    private static final int HEAD_BYTES = 8;
    private static final int LONGEST = 64_000;
    private static final int WHITE = 0xFFFFFF;
    private static final String CHUNK = "TEXT";

    /** A lossless picture of one pixel (RFC 9649). */
    private static final byte[] PIXEL = {
        'V',
        'P',
        '8',
        'L',
        13,
        0,
        0,
        0,
        0x2F,
        0,
        0,
        0,
        0x10,
        0x07,
        0x10,
        0x11,
        0x11,
        (byte) 0x88,
        (byte) 0x88,
        (byte) 0xFE,
        0x07,
        0
    };

    private PaintedText() {}

    /** The text as a picture, 768 pixels wide. */
    public static BufferedImage paint(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException(
                    "the text has " + bytes.length + " bytes; " + LONGEST + " can be painted");
        }
        byte[] painted = ByteBuffer.allocate(HEAD_BYTES + bytes.length)
                .putInt(bytes.length)
                .putInt(checksum(bytes))
                .put(bytes)
                .array();
        int rows = (painted.length * 8 + COLUMNS - 1) / COLUMNS;
        BufferedImage image = new BufferedImage(COLUMNS * CELL, rows * CELL, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int bit = y / CELL * COLUMNS + x / CELL;
                boolean dark = bit / 8 < painted.length && (painted[bit / 8] >> (7 - bit % 8) & 1) == 1;
                image.setRGB(x, y, dark ? 0 : WHITE);
            }
        }
        return image;
    }

    /** The text as an image file: {@code png} or {@code jpeg}. */
    public static byte[] file(String text, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(paint(text), format, out)) {
                throw new IllegalArgumentException("pictures cannot be written as " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text as a WebP file. */
    public static byte[] webp(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int padding = bytes.length % 2;
        int length = 4 + PIXEL.length + 8 + bytes.length + padding;
        return ByteBuffer.allocate(8 + length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(length)
                .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                .put(PIXEL)
                .put(CHUNK.getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /** The text in an image file; empty if it shows none that was painted so. */
    static Optional<String> read(byte[] file) throws IOException {
        Optional<String> chunk = inChunk(file);
        return chunk.isPresent() ? chunk : painted(ImageIO.read(new ByteArrayInputStream(file)));
    }

    private static Optional<String> inChunk(byte[] file) {
        if (file.length < 12 || !name(file, 0).equals("RIFF")) {
            return Optional.empty();
        }
        ByteBuffer numbers = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12;
        while (at + 8 <= file.length) {
            int length = Math.clamp(numbers.getInt(at + 4), 0, file.length - at - 8);
            if (name(file, at).equals(CHUNK)) {
                return Optional.of(new String(file, at + 8, length, StandardCharsets.UTF_8));
            }
            at += 8 + length + length % 2;
        }
        return Optional.empty();
    }

    private static String name(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.US_ASCII);
    }

    private static Optional<String> painted(@Nullable BufferedImage image) {
        if (image == null || image.getWidth() < COLUMNS) {
            return Optional.empty();
        }
        double cell = (double) image.getWidth() / COLUMNS;
        int rows = (int) Math.round(image.getHeight() / cell);
        byte[] bytes = new byte[rows * COLUMNS / 8];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int column = bit % COLUMNS;
            int row = bit / COLUMNS;
            int x = (int) ((column + 0.5) * cell);
            int y = (int) ((row + 0.5) * cell);
            if (y < image.getHeight() && isDark(image.getRGB(x, y))) {
                bytes[bit / 8] |= (byte) (1 << (7 - bit % 8));
            }
        }
        if (bytes.length < HEAD_BYTES) {
            return Optional.empty();
        }
        int length = ByteBuffer.wrap(bytes).getInt();
        if (length < 0 || length > bytes.length - HEAD_BYTES) {
            return Optional.empty();
        }
        byte[] text = Arrays.copyOfRange(bytes, HEAD_BYTES, HEAD_BYTES + length);
        return checksum(text) == ByteBuffer.wrap(bytes).getInt(4)
                ? Optional.of(new String(text, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    private static boolean isDark(int rgb) {
        return (rgb >> 16 & 0xFF) + (rgb >> 8 & 0xFF) + (rgb & 0xFF) < 3 * 128;
    }

    private static int checksum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
