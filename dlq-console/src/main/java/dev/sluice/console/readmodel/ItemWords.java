package dev.sluice.console.readmodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.validate.StrictJson;
import java.util.function.UnaryOperator;

/** The words by which an item is found. */
record ItemWords(
        String documentId, String text, String summary, String fields, String label, String preview, String detail) {
    /** Longer texts are searched in their beginning. */
    private static final int MOST_SEARCHED = 1_000_000;

    static ItemWords of(ReviewItem item) {
        DeadLetter letter = item.getDeadLetter();
        String text = letter.getText().orElse("");
        return new ItemWords(
                item.getDocumentId(),
                text.substring(0, Math.min(text.length(), MOST_SEARCHED)),
                letter.getSummary().map(Summary::getText).orElse(""),
                letter.getExtraction().map(Extraction::getFields).orElse("{}"),
                letter.getClassification().map(Classification::getLabel).orElse(""),
                item.getPreview(),
                letter.getDetail());
    }

    /** What is left of them to those from whom personal data is hidden: each value masked as pages show it. */
    ItemWords masked() {
        return new ItemWords(
                documentId,
                Masked.text(text),
                Masked.text(summary),
                maskedFields(),
                label,
                Masked.text(preview),
                Masked.text(detail));
    }

    private String maskedFields() {
        try {
            JsonNode values = StrictJson.read(fields);
            StringBuilder plain = new StringBuilder();
            StringBuilder masked = new StringBuilder();
            append(values, UnaryOperator.identity(), plain);
            append(values, Masked::text, masked);
            return plain.compareTo(masked) == 0 ? fields : masked.toString();
        } catch (JsonProcessingException e) {
            // Then it is not shown as values either.
            return Masked.text(fields);
        }
    }

    private static void append(JsonNode value, UnaryOperator<String> as, StringBuilder values) {
        if (value.isValueNode()) {
            values.append(as.apply(value.asText())).append('\n');
        } else {
            value.properties().forEach(each -> values.append(each.getKey()).append('\n'));
            value.forEach(each -> append(each, as, values));
        }
    }
}
