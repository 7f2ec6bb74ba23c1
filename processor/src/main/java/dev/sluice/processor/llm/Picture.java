package dev.sluice.processor.llm;

import java.util.Base64;

/** A picture as models take it: an image file of a kind that they know. Immutable as long as nobody changes its bytes. */
public final class Picture {
    private final String mediaType;
    private final byte[] bytes;

    /**
     * @param mediaType image/png, image/jpeg or image/webp
     * @param bytes the file; not copied, so not to be changed
     */
    public Picture(String mediaType, byte[] bytes) {
        this.mediaType = mediaType;
        this.bytes = bytes;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The file in a URL of its own (RFC 2397), so that no server has to fetch it. */
    public String dataUrl() {
        return "data:" + mediaType + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "Picture[" + mediaType + ", " + bytes.length + " bytes]";
    }
}
