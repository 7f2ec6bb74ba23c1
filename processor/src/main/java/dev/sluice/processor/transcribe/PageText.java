package dev.sluice.processor.transcribe;

import dev.sluice.schemas.avro.Origin;
import java.util.Optional;

/**
 * What one page says.
 *
 * @param language ISO 639-1
 */
record PageText(String text, Optional<String> language, double confidence, Origin origin) {}
