package dev.sluice.processor.ingest;

/**
 * What one document that is a picture may cost.
 *
 * @param pages of a scanned PDF, at least 1; each is a call to the model
 * @param pixels of one picture before it is scaled down, at least 10,000: a few bytes can unfold to any number
 * @param edge the longer edge, in pixels, of what is sent to the model, 256 to 8,192; larger pictures are scaled down
 */
public record VisionLimits(int pages, int pixels, int edge) {

    /** 20 pages, 50,000,000 pixels, an edge of 2,048. */
    public static final VisionLimits DEFAULTS = new VisionLimits(20, 50_000_000, 2_048);

    public VisionLimits {
        require(pages >= 1, "pages must be at least 1, is " + pages);
        require(pixels >= 10_000, "pixels must be at least 10,000, is " + pixels);
        require(edge >= 256 && edge <= 8_192, "edge must be 256 to 8,192, is " + edge);
    }

    private static void require(boolean met, String message) {
        if (!met) {
            throw new IllegalArgumentException(message);
        }
    }
}
