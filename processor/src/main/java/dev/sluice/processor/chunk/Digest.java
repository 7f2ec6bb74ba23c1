package dev.sluice.processor.chunk;

import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.Excerpt;
import dev.sluice.processor.ingest.CleanText;
import dev.sluice.schemas.avro.Summary;
import java.util.List;

/**
 * What stands for a document that is too long to be shown where it is to be judged as a whole: its summary, as much of its
 * beginning as fits, and half as much of its end.
 */
public final class Digest {
    /** Further in nothing is looked at. White space is normalised, so a token has fewer characters than that. */
    private static final int CHARACTERS_PER_TOKEN = 12;

    private Digest() {}

    /**
     * The document as its digest.
     *
     * @param task a document that has more than that, with its summary if there is one
     * @param tokens how much text a request holds
     */
    public static EngineTask of(EngineTask task, int tokens) {
        String text = task.text().text();
        String summary = task.enrichment().getSummary().map(Summary::getText).orElse("");
        int left = Math.max(tokens - TokenCounter.count(summary) - 50, 0);
        String digest = (summary.isEmpty() ? "" : "Summary:\n" + summary + "\n\n")
                + "Beginning:\n" + beginning(text, left / 3 * 2)
                + "\n\n[…]\n\nEnd:\n" + end(text, left / 3);
        String note =
                "The document is too long to show. This is a summary of all of it, if there is one, its beginning and its"
                        + " end.";
        return task.reading(Excerpt.ofAll(CleanText.of(digest), note));
    }

    private static String beginning(String text, int tokens) {
        List<Piece> pieces = Pieces.of(text.substring(0, bound(text, tokens)));
        int end = 0;
        int taken = 0;
        for (Piece piece : pieces) {
            taken += piece.tokens();
            if (taken > tokens) {
                break;
            }
            end = piece.end();
        }
        return text.substring(0, end);
    }

    private static String end(String text, int tokens) {
        int from = text.length() - bound(text, tokens);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from++;
        }
        String tail = text.substring(from);
        int start = tail.length();
        int taken = 0;
        for (Piece piece : Pieces.of(tail).reversed()) {
            taken += piece.tokens();
            if (taken > tokens) {
                break;
            }
            start = piece.start();
        }
        return tail.substring(start);
    }

    private static int bound(String text, int tokens) {
        int bound = (int) Math.min(text.length(), (long) tokens * CHARACTERS_PER_TOKEN);
        return bound > 0 && Character.isHighSurrogate(text.charAt(bound - 1)) ? bound - 1 : bound;
    }
}
