package dev.sluice.quickstart.produce;

import dev.sluice.schemas.avro.RawDocument;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Makes raw documents of files.
 *
 * @param profile for all of them; chosen by the processor if absent
 * @param tenant whose they are
 * @param metadata passed on to the outcomes
 */
record RawDocuments(Optional<String> profile, Optional<String> tenant, Map<String, String> metadata) {
    RawDocuments {
        metadata = Map.copyOf(metadata);
    }

    RawDocument of(SourceFile file, byte[] content) {
        return RawDocument.newBuilder()
                .setContent(ByteBuffer.wrap(content))
                .setMediaType(MediaTypesByName.of(file.path().getFileName().toString())
                        .orElse(null))
                .setSourceUri(file.path().toUri().toString())
                .setProfile(profile.orElse(null))
                .setTenant(tenant.orElse(null))
                .setMetadata(metadata)
                .build();
    }
}
