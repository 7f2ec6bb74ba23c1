package dev.sluice.processor.example;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.profile.Example;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.validate.StrictJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A document whose right results are known, at least some of them: an example of a profile, or a person's correction. What
 * is kept of it is bounded. Untrusted: the text is somebody's, and the results may quote it.
 *
 * @param id {@code example:NAME} or {@code correction:DOCUMENT_ID}
 * @param text its beginning, {@value #LONGEST_TEXT} UTF-16 units at most, white space normalised
 * @param fields what should be extracted, as compact JSON
 * @param summary how it should be summarized
 * @param label how it should be classified
 */
public record KnownDocument(
        String id, String text, Optional<String> fields, Optional<String> summary, Optional<String> label) {
    /** Enough to tell what a document is like. */
    static final int LONGEST_TEXT = 4000;

    private static final String OF_PROFILE = "example:";

    /** Longer results are not shown: cut off they would be wrong ones. */
    private static final int LONGEST_FIELDS = 2000;

    private static final int LONGEST_SUMMARY = 1000;

    /** What a profile's example shows. */
    static KnownDocument of(Example example) {
        return new KnownDocument(
                OF_PROFILE + example.name(),
                beginning(example.text()),
                example.fields().map(JsonNode::toString).filter(fields -> fields.length() <= LONGEST_FIELDS),
                Optional.empty(),
                example.label());
    }

    /** What a person decided; fields that are no JSON object are left out. */
    static KnownDocument of(Correction correction) {
        return new KnownDocument(
                correctionId(correction.getDocumentId()),
                beginning(correction.getText()),
                correction
                        .getFields()
                        .flatMap(KnownDocument::compact)
                        .filter(fields -> fields.length() <= LONGEST_FIELDS),
                correction.getSummary().map(String::strip).filter(KnownDocument::isShowable),
                correction.getLabel());
    }

    /** The id that a correction of this document has. */
    static String correctionId(String documentId) {
        return "correction:" + documentId;
    }

    /** The part of a document's text by which it is compared. */
    static String beginning(String text) {
        // Twice as much as is kept, as normalising shortens it; a text of megabytes is not worth going through.
        String clean = CleanText.of(cut(text, 2 * LONGEST_TEXT)).text();
        return cut(clean, LONGEST_TEXT);
    }

    /** Whether it is one of the profile's own examples. */
    boolean isOfProfile() {
        return id.startsWith(OF_PROFILE);
    }

    /** The ids of the examples whose text a prompt's instructions hold. */
    public static Set<String> idsShownIn(String instructions, List<Example> examples) {
        return examples.stream()
                .filter(example -> instructions.contains(example.text().strip()))
                .map(example -> OF_PROFILE + example.name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The right result of a stage; empty if it is not known. */
    public Optional<String> answer(Stage stage) {
        return switch (stage) {
            case EXTRACT -> fields;
            case SUMMARIZE -> summary;
            case CLASSIFY -> label;
            case GATE -> Optional.empty();
        };
    }

    private static Optional<String> compact(String json) {
        try {
            return Optional.of(StrictJson.read(json)).filter(JsonNode::isObject).map(JsonNode::toString);
        } catch (JsonProcessingException e) {
            // As if the person had not judged the fields: the rest of the correction is still an example.
            return Optional.empty();
        }
    }

    private static boolean isShowable(String summary) {
        return !summary.isEmpty() && summary.length() <= LONGEST_SUMMARY;
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
