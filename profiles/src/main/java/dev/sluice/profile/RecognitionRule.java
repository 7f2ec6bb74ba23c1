package dev.sluice.profile;

import com.google.re2j.Pattern;
import dev.sluice.schemas.avro.DocumentProperties;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions under which a profile is chosen; all that are given must hold, and at least one is given.
 *
 * <p>Patterns are RE2 expressions: they take time in proportion to the text, so no document can stall them (Cox, "Regular
 * Expression Matching Can Be Simple And Fast", 2007). Only the first {@value #TEXT_LIMIT} characters of a text are looked
 * at, which bounds the cost of large documents.
 *
 * @param mediaType the document's media type, without parameters, whatever the case
 * @param sourceUri found in the source URI
 * @param metadata each found in the metadata value of that name
 * @param text found at the beginning of the document's text
 */
public record RecognitionRule(
        Optional<String> mediaType,
        Optional<Pattern> sourceUri,
        Map<String, Pattern> metadata,
        Optional<Pattern> text) {

    /** How much of a text is looked at, in UTF-16 units. */
    public static final int TEXT_LIMIT = 8_192;

    public RecognitionRule {
        metadata = Map.copyOf(metadata);
    }

    /** How many conditions it has: the more, the more telling is a match. */
    int conditions() {
        return (mediaType.isPresent() ? 1 : 0)
                + (sourceUri.isPresent() ? 1 : 0)
                + metadata.size()
                + (text.isPresent() ? 1 : 0);
    }

    boolean matches(DocumentProperties properties, String documentText) {
        return conditions() > 0
                && mediaType.map(type -> isOfType(properties, type)).orElse(true)
                && sourceUri.map(uri -> found(uri, properties.getSourceUri())).orElse(true)
                && metadata.entrySet().stream()
                        .allMatch(entry -> found(
                                entry.getValue(),
                                Optional.ofNullable(properties.getMetadata().get(entry.getKey()))))
                && text.map(pattern -> found(pattern, Optional.of(documentText)))
                        .orElse(true);
    }

    private static boolean isOfType(DocumentProperties properties, String wanted) {
        return properties
                .getMediaType()
                .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .filter(wanted.toLowerCase(Locale.ROOT)::equals)
                .isPresent();
    }

    private static boolean found(Pattern pattern, Optional<String> value) {
        return value.map(text -> text.substring(0, Math.min(text.length(), TEXT_LIMIT)))
                .filter(head -> pattern.matcher(head).find())
                .isPresent();
    }
}
