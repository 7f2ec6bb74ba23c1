package dev.sluice.processor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.devstack.llm.PaintedText;
import dev.sluice.processor.ingest.IngestResult.Pages;
import dev.sluice.processor.ingest.IngestResult.Read;
import dev.sluice.processor.ingest.IngestResult.TooLarge;
import dev.sluice.processor.ingest.IngestResult.Unreadable;
import dev.sluice.processor.ingest.IngestResult.Unsupported;
import dev.sluice.processor.llm.Picture;
import dev.sluice.processor.transcribe.Page;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.RawDocument;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are pictures, up to what a model is shown. */
class PictureIngestTest {
    private static final VisionLimits LIMITS = new VisionLimits(2, 1_000_000, 512);
    private static final String TEXT = "Invoice 4711 of 3 March 2026\n7 lamps at 49.90, 3 shades at 12.30\n".repeat(9);
    private static final byte[] PNG = PaintedText.file(TEXT, "png");
    private static final byte[] JPEG = PaintedText.file(TEXT, "jpeg");

    private final Ingestor seeing = new Ingestor(IngestLimits.DEFAULTS, Optional.of(LIMITS));

    // ---- no model can see

    @Test
    void withoutAModelThatSeesPicturesAndScansAreUnsupported() throws Exception {
        for (byte[] file : new byte[][] {PNG, JPEG, PaintedText.webp("x"), Scans.pdf("x")}) {
            assertThat(Documents.INGESTOR.ingest(file, Optional.empty()))
                    .isInstanceOfSatisfying(
                            Unsupported.class,
                            result -> assertThat(result.remedy()).contains("vision.engine", "OCR"));
        }
    }

    @Test
    void otherKindsOfPicturesAreToBeConverted() throws Exception {
        byte[] gif = image(20, 20, "gif");
        assertThat(seeing.ingest(gif, Optional.empty()))
                .isInstanceOfSatisfying(
                        Unsupported.class, result -> assertThat(result.remedy()).contains("PNG, JPEG or WebP"));
    }

    // ---- damaged

    @ParameterizedTest
    @ValueSource(ints = {20, 60, 400})
    void aPngThatIsCutOffIsUnreadable(int length) throws Exception {
        assertThat(PNG).hasSizeGreaterThan(600);
        assertUnreadable(Arrays.copyOf(PNG, length), "image/png");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 200, 4_000})
    void aJpegThatIsCutOffIsUnreadable(int length) throws Exception {
        assertThat(JPEG).hasSizeGreaterThan(4_000);
        assertUnreadable(Arrays.copyOf(JPEG, length), "image/jpeg");
    }

    @Test
    void aWebpThatIsCutOffIsUnreadable() throws Exception {
        byte[] webp = PaintedText.webp("Invoice 4711");
        assertUnreadable(Arrays.copyOf(webp, webp.length - 10), "image/webp");
    }

    @Test
    void aScanInACompressionThatIsNotKnownIsUnreadableInsteadOfBlank() throws Exception {
        RawDocument scan = raw(Scans.pdfInJpeg2000());
        assertThat(page(scan)).isInstanceOfSatisfying(Page.NotShown.class, lost -> {
            assertThat(lost.rejection().reason()).isEqualTo(DeadLetterReason.UNREADABLE);
            assertThat(lost.rejection().detail()).contains("page 1").contains("JPEG2000");
        });
    }

    // ---- too large

    @Test
    void aPngThatUnfoldsBeyondTheLimitIsTooLargeByItsHeaderAlone() throws Exception {
        byte[] bomb = PNG.clone();
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        assertTooLarge(bomb, "60000 by 60000 pixels");
    }

    @Test
    void aJpegThatUnfoldsBeyondTheLimitIsTooLargeByItsHeaderAlone() throws Exception {
        assertTooLarge(image(1_001, 1_000, "jpeg"), "1001 by 1000 pixels");
    }

    @Test
    void aWebpThatUnfoldsBeyondTheLimitIsTooLargeByItsHeaderAlone() throws Exception {
        byte[] bomb = PaintedText.webp("x");
        // 16,384 by 16,384 in two times 14 bits.
        ByteBuffer.wrap(bomb).putInt(21, 0xFFFFFF0F);
        assertTooLarge(bomb, "16384 by 16384 pixels");
    }

    @Test
    void aScanOfTooManyPagesIsTooLarge() throws Exception {
        assertTooLarge(Scans.pdf("one", "two", "three"), "3 pages, more than 2");
    }

    @Test
    void anImageInAPdfThatUnfoldsBeyondTheLimitIsNotDecoded() throws Exception {
        assertThat(page(raw(Scans.pdfWithAnImageOf(100_000, 20_000))))
                .isInstanceOfSatisfying(Page.NotShown.class, lost -> {
                    assertThat(lost.rejection().reason()).isEqualTo(DeadLetterReason.TOO_LARGE);
                    assertThat(lost.rejection().detail()).contains("100000 by 20000", "vision.max.pixels");
                });
    }

    // ---- sound

    @Test
    void aPictureThatIsSmallEnoughIsSentAsItIs() throws Exception {
        byte[] small = image(500, 300, "png");
        Picture picture = shown(raw(small));
        assertThat(picture.mediaType()).isEqualTo("image/png");
        assertThat(picture.bytes()).isEqualTo(small);
        assertThat(shown(raw(PaintedText.webp("x"))).mediaType()).isEqualTo("image/webp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void aLargerPictureIsScaledDown(String format) throws Exception {
        Picture picture = shown(raw(image(400, 1_600, format)));
        BufferedImage scaled = ImageIO.read(new ByteArrayInputStream(picture.bytes()));
        assertThat(picture.mediaType()).isEqualTo("image/" + format);
        assertThat(scaled.getHeight()).isEqualTo(512);
        assertThat(scaled.getWidth()).isEqualTo(128);
    }

    @Test
    void aScaledPhotoStillTellsWhichWayIsUp() throws Exception {
        byte[] exif = {(byte) 0xFF, (byte) 0xE1, 0, 10, 'E', 'x', 'i', 'f', 0, 0, 1, 2};
        byte[] photo = image(1_600, 400, "jpeg");
        ByteArrayOutputStream withExif = new ByteArrayOutputStream();
        withExif.write(photo, 0, 2);
        withExif.writeBytes(exif);
        withExif.write(photo, 2, photo.length - 2);

        Picture picture = shown(raw(withExif.toByteArray()));

        assertThat(Arrays.copyOfRange(picture.bytes(), 2, 2 + exif.length)).isEqualTo(exif);
        assertThat(ImageIO.read(new ByteArrayInputStream(picture.bytes())).getWidth())
                .isEqualTo(512);
    }

    @Test
    void theTypeThatAPictureShowsCounts() throws Exception {
        assertThat(seeing.ingest(JPEG, Optional.of("image/png"))).isEqualTo(new Pages("image/jpeg", 1));
    }

    @Test
    void aPdfWithTextIsReadAsText() throws Exception {
        assertThat(seeing.ingest(Documents.pdf("Delivery note 17"), Optional.empty()))
                .isInstanceOf(Read.class);
    }

    @Test
    void eachPageOfAScanIsShown() throws Exception {
        RawDocument scan = raw(Scans.pdf("one", "two"));
        Pages pages = (Pages) seeing.ingest(scan);
        assertThat(pages).isEqualTo(new Pages("application/pdf", 2));
        for (int number = 1; number <= 2; number++) {
            assertThat(seeing.page(scan, pages, number))
                    .isInstanceOfSatisfying(
                            Page.Shown.class,
                            shown -> assertThat(shown.picture().mediaType()).isEqualTo("image/jpeg"));
        }
    }

    private void assertUnreadable(byte[] file, String type) throws Exception {
        RawDocument raw = RawDocument.newBuilder(raw(file)).setMediaType(type).build();
        if (seeing.ingest(raw) instanceof Pages pages) {
            assertThat(seeing.page(raw, pages, 1)).isInstanceOfSatisfying(Page.NotShown.class, lost -> {
                assertThat(lost.rejection().reason()).isEqualTo(DeadLetterReason.UNREADABLE);
                assertThat(lost.rejection().detail()).contains("damaged", "sound copy");
            });
        } else {
            assertThat(seeing.ingest(raw)).isInstanceOf(Unreadable.class);
        }
    }

    private void assertTooLarge(byte[] file, String why) throws Exception {
        assertThat(seeing.ingest(file, Optional.empty()))
                .isInstanceOfSatisfying(
                        TooLarge.class, result -> assertThat(result.detail()).contains(why, "vision.max."));
    }

    private Page page(RawDocument raw) throws Exception {
        return seeing.page(raw, (Pages) seeing.ingest(raw), 1);
    }

    private Picture shown(RawDocument raw) throws Exception {
        return ((Page.Shown) page(raw)).picture();
    }

    private static RawDocument raw(byte[] file) {
        return RawDocument.newBuilder().setContent(ByteBuffer.wrap(file)).build();
    }

    private static byte[] image(int width, int height, String format) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }
}
