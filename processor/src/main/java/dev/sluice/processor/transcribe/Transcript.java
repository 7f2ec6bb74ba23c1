package dev.sluice.processor.transcribe;

import dev.sluice.schemas.avro.Transcription;
import java.util.Optional;

/**
 * What the pages of a document say.
 *
 * @param text the pages in order, a blank line between two; blank if they show no text
 * @param language ISO 639-1, as the model sees it
 * @param transcription how it came about
 */
public record Transcript(String text, Optional<String> language, Transcription transcription) {}
