package dev.sluice.processor.ingest;

import dev.sluice.processor.llm.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.tika.mime.MediaType;

/**
 * From image files to pictures that a model takes: checked, and scaled down where they are larger than it looks at. Others go
 * as they are, byte for byte, and so do those that the JDK cannot decode: WebP, and JPEG in the colours of printing.
 * Thread-safe.
 */
final class PictureReader {
    private static final Set<MediaType> TYPES = Set.of(ImageHeader.PNG, ImageHeader.JPEG, ImageHeader.WEBP);
    private static final int CMYK = 4;

    private final VisionLimits limits;

    PictureReader(VisionLimits limits) {
        this.limits = limits;
    }

    static boolean supports(MediaType type) {
        return TYPES.contains(type);
    }

    /**
     * Looks at the header, before anything is decoded.
     *
     * @throws LimitReached when the picture has too many pixels
     * @throws IOException when the header is damaged
     */
    ImageHeader check(byte[] bytes, MediaType type) throws IOException {
        ImageHeader header =
                ImageHeader.of(bytes, type).orElseThrow(() -> new IIOException("its header is cut off or wrong"));
        checkPixels(header.width(), header.height(), limits.pixels());
        return header;
    }

    /** The one place that says what a decompression bomb is. */
    static void checkPixels(long width, long height, int most) {
        if (width * height > most) {
            throw new LimitReached("a picture in it is " + width + " by " + height + " pixels, more than " + most
                    + " in all: scale it down, or raise vision.max.pixels");
        }
    }

    /**
     * Makes the picture.
     *
     * @throws LimitReached when it has too many pixels
     * @throws IOException when it is damaged
     */
    Picture read(byte[] bytes, MediaType type) throws IOException {
        ImageHeader header = check(bytes, type);
        if (type.equals(ImageHeader.JPEG)) {
            requireEnd(bytes, header);
        }
        if (type.equals(ImageHeader.WEBP) || header.channels() == CMYK) {
            return new Picture(type.toString(), bytes);
        }
        // Decoded also where it is sent as it is: a damaged file is the sender's to mend, not the model's to guess at.
        BufferedImage image = decode(bytes, type, header);
        if (header.longerEdge() <= limits.edge()) {
            return new Picture(type.toString(), bytes);
        }
        BufferedImage scaled = ScaledImage.of(image, limits.edge());
        return type.equals(ImageHeader.JPEG)
                ? ImageWriting.jpeg(scaled, ImageWriting.exifOf(bytes))
                : ImageWriting.png(scaled);
    }

    /** The JDK fills what is missing with grey and goes on. */
    private static void requireEnd(byte[] bytes, ImageHeader header) throws IOException {
        for (int i = bytes.length - 1; i > header.end(); i--) {
            if ((bytes[i] & 0xFF) == 0xD9 && (bytes[i - 1] & 0xFF) == 0xFF) {
                return;
            }
        }
        throw new IIOException("it is cut off");
    }

    private BufferedImage decode(byte[] bytes, MediaType type, ImageHeader header) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(type.toString());
        if (!readers.hasNext()) {
            throw new IllegalStateException("this JDK has no reader for " + type);
        }
        ImageReader reader = readers.next();
        // In memory: ImageIO's default is a temporary file.
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            ImageReadParam param = reader.getDefaultReadParam();
            // No finer than twice what is needed: the rest is smoothed.
            int every = Math.toIntExact(Math.max(1, header.longerEdge() / (2L * limits.edge())));
            param.setSourceSubsampling(every, every, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }
}
