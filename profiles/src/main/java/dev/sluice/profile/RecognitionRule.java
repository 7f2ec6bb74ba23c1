package dev.sluice.profile;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Conditions under which a profile is chosen; all that are given must hold.
 *
 * @param mediaType the document's media type, exactly
 * @param sourceUri found in the source URI
 * @param metadata each found in the metadata value of that name
 * @param text found in the document's text
 */
public record RecognitionRule(
        Optional<String> mediaType,
        Optional<Pattern> sourceUri,
        Map<String, Pattern> metadata,
        Optional<Pattern> text) {

    public RecognitionRule {
        metadata = Map.copyOf(metadata);
    }
}
