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

/**
 * The words by which an item is found, those apart that are personal data.
 *
 * @param hidden the words that are left out of the others, as not everybody may find something by them
 */
record ItemWords(String documentId, String text, String summary, String fields, String detail, String hidden) {
    /** Longer texts are searched in their beginning. */
    private static final int MOST_SEARCHED = 1_000_000;

    static ItemWords of(ReviewItem item) {
        DeadLetter letter = item.getDeadLetter();
        String text = letter.getText().orElse("");
        StringBuilder hidden = new StringBuilder();
        String label = letter.getClassification().map(Classification::getLabel).orElse("");
        return new ItemWords(
                item.getDocumentId(),
                shown(text.substring(0, Math.min(text.length(), MOST_SEARCHED)), hidden),
                shown(letter.getSummary().map(Summary::getText).orElse(""), hidden),
                shownFields(letter.getExtraction().map(Extraction::getFields).orElse("{}"), hidden) + ' ' + label,
                shown(item.getPreview(), hidden) + ' ' + shown(letter.getDetail(), hidden),
                hidden.toString());
    }

    private static String shown(String text, StringBuilder hidden) {
        String masked = Masked.text(text);
        addDifferent(text, masked, hidden);
        return masked;
    }

    /** Each value is masked by itself, as pages show it. */
    private static String shownFields(String fields, StringBuilder hidden) {
        try {
            JsonNode values = StrictJson.read(fields);
            StringBuilder plain = new StringBuilder();
            StringBuilder masked = new StringBuilder();
            append(values, UnaryOperator.identity(), plain);
            append(values, Masked::text, masked);
            addDifferent(plain, masked, hidden);
            return masked.toString();
        } catch (JsonProcessingException e) {
            // Then it is not shown as values either.
            return shown(fields, hidden);
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

    /** Adds the words, from blank to blank, of which something is masked. A search is for such words, too. */
    private static void addDifferent(CharSequence plain, CharSequence masked, StringBuilder hidden) {
        int word = 0;
        boolean differs = false;
        for (int i = 0; i <= plain.length(); i++) {
            if (i == plain.length() || Character.isWhitespace(plain.charAt(i))) {
                if (differs) {
                    hidden.append(plain, word, i).append(' ');
                }
                word = i + 1;
                differs = false;
            } else {
                differs |= plain.charAt(i) != masked.charAt(i);
            }
        }
    }
}
