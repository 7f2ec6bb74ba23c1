package dev.sluice.processor.ingest;

import dev.sluice.processor.llm.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes images as files. */
final class ImageWriting {
    /** Text stays sharp, and a page takes some hundred kilobytes. */
    private static final float QUALITY = 0.9f;

    private static final int START_BYTES = 2;

    private ImageWriting() {}

    static Picture png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(image, "png", out);
        return new Picture(ImageHeader.PNG.toString(), out.toByteArray());
    }

    /** @param exif to carry over: it tells which way is up */
    static Picture jpeg(BufferedImage image, Optional<byte[]> exif) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(image, "jpeg", out);
        byte[] file = out.toByteArray();
        if (exif.isPresent()) {
            out.reset();
            out.write(file, 0, START_BYTES);
            out.writeBytes(exif.get());
            out.write(file, START_BYTES, file.length - START_BYTES);
        }
        return new Picture(ImageHeader.JPEG.toString(), out.toByteArray());
    }

    /** The Exif segment of a JPEG file, marker and length included (Exif 3.0, 4.7.2). */
    static Optional<byte[]> exifOf(byte[] jpeg) {
        int at = START_BYTES;
        while (at + 10 < jpeg.length && (jpeg[at] & 0xF0) == 0xF0 && (jpeg[at + 1] & 0xF0) == 0xE0) {
            int end = at + 2 + (((jpeg[at + 2] & 0xFF) << 8) | (jpeg[at + 3] & 0xFF));
            boolean exif = new String(jpeg, at + 4, 4, StandardCharsets.ISO_8859_1).equals("Exif");
            if (exif && end <= jpeg.length) {
                return Optional.of(Arrays.copyOfRange(jpeg, at, end));
            }
            at = end;
        }
        return Optional.empty();
    }

    private static void write(BufferedImage image, String format, ByteArrayOutputStream out) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (format.equals("jpeg")) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
