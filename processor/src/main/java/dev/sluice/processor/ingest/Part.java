package dev.sluice.processor.ingest;

import java.nio.charset.Charset;
import java.util.Optional;
import org.apache.tika.mime.MediaType;

/** A document, or one within another. */
final class Part {
    private final byte[] bytes;
    private final Optional<MediaType> declared;
    private final Optional<Charset> charset;

    /**
     * @param declared what it is said to be
     * @param charset known for certain, unlike one that is only declared
     */
    Part(byte[] bytes, Optional<MediaType> declared, Optional<Charset> charset) {
        this.bytes = bytes;
        this.declared = declared;
        this.charset = charset;
    }

    /** Not a copy: nobody changes them. */
    byte[] bytes() {
        return bytes;
    }

    Optional<MediaType> declared() {
        return declared;
    }

    Optional<Charset> charset() {
        return charset;
    }
}
