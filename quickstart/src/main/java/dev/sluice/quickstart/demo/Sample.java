package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.produce.DocumentSender;
import dev.sluice.quickstart.tail.Outcome;
import dev.sluice.schemas.avro.RawDocument;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A sample document and what is expected to become of it.
 *
 * @param mediaType as its producer declares it, if it does
 */
record Sample(String documentId, byte[] content, Optional<String> mediaType, Expectation expected) {

    /** Sends it as its producer would. */
    void send(DocumentSender sender) {
        RawDocument document = RawDocument.newBuilder()
                .setContent(ByteBuffer.wrap(content))
                .setMediaType(mediaType.orElse(null))
                .build();
        sender.send(documentId, document, failure -> {});
    }

    /** What was expected, if it is not what came. */
    Optional<String> difference(Outcome outcome) {
        return Expectation.of(outcome).equals(Optional.of(expected))
                ? Optional.empty()
                : Optional.of("expected " + expected);
    }
}
