package dev.sluice.processor.ingest;

import com.carrotsearch.labs.langid.DetectedLanguage;
import com.carrotsearch.labs.langid.LangIdV3;
import com.carrotsearch.labs.langid.Model;
import dev.sluice.processor.ingest.IngestResult.Read;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a text's language. Deterministic and thread-safe; takes 8 MB and a quarter of a second at the first use.
 *
 * <p>The classifier is langid (Lui and Baldwin, "langid.py: An Off-the-shelf Language Identification Tool", ACL 2012): good
 * on a single sentence, which n-gram rankings and OpenNLP's model are not. It is kept to languages that documents in
 * business come in, since every further one costs accuracy on short texts.
 */
final class Languages {
    private static final Set<String> KNOWN = Set.of(
            "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id",
            "it", "ja", "ko", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk",
            "vi", "zh");

    private static final Set<String> DATA =
            Set.of("text/csv", "text/tab-separated-values", "application/xml", "text/xml");

    private static final int SAMPLE_CHARACTERS = 10_000;
    private static final int FEWEST_LETTERS = 12;
    private static final double LEAST_CONFIDENCE = 0.9;

    private final Lazy<Model> model = new Lazy<>(() -> Model.detectOnly(KNOWN));

    /**
     * The ISO 639-1 code of a document's prose, as field names and numbers look like any language, and a mail's headers
     * like English; empty when the text is too short or too mixed to tell.
     */
    Optional<String> of(Read document) {
        if (DATA.contains(document.mediaType()) || document.mediaType().endsWith("json")) {
            return Optional.empty();
        }
        String text = document.text();
        int body = document.mediaType().equals("message/rfc822") ? text.indexOf("\n\n") : -1;
        return of(body < 0 ? text : text.substring(body));
    }

    /** The same for a text that is all prose. */
    Optional<String> of(String text) {
        String sample = text.substring(0, Math.min(text.length(), SAMPLE_CHARACTERS));
        // One Chinese character says as much as several letters.
        int letters = sample.codePoints()
                .filter(Character::isLetter)
                .map(c -> Character.isIdeographic(c) ? 4 : 1)
                .sum();
        if (letters < FEWEST_LETTERS) {
            return Optional.empty();
        }
        // A classifier holds state of its own; the model is shared.
        DetectedLanguage language = new LangIdV3(model.get()).classify(sample, true);
        return language.confidence < LEAST_CONFIDENCE ? Optional.empty() : Optional.of(language.langCode);
    }
}
