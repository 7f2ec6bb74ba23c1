package dev.sluice.quickstart.produce;

import java.nio.file.Path;

/**
 * A file to send.
 *
 * @param documentId its record's key
 */
record SourceFile(Path path, String documentId, long bytes) {}
