package dev.sluice.processor.chunk;

import java.util.ArrayList;
import java.util.List;

/**
 * Groups the pieces of a text into chunks that fit into a request. A chunk ends at the best bound of its last quarter: a
 * heading rather than a paragraph, a paragraph rather than a sentence, and so on; of equal ones at the last. The next begins
 * a few sentences before, so that what is said across the bound is whole in one of the two.
 */
final class Chunker {
    /** The smallest chunk that can be asked for: every piece fits into what an overlap leaves of it. */
    static final int LEAST_TOKENS = 1_000;
    /** About a paragraph. */
    private static final int OVERLAP = 200;

    private final List<Piece> pieces;
    private final int mostTokens;
    private final int overlap;

    private Chunker(List<Piece> pieces, int mostTokens) {
        if (mostTokens < LEAST_TOKENS) {
            throw new IllegalArgumentException(
                    "chunks of " + mostTokens + " tokens; they must have at least " + LEAST_TOKENS);
        }
        this.pieces = pieces;
        this.mostTokens = mostTokens;
        this.overlap = Math.min(OVERLAP, mostTokens / 10);
    }

    /**
     * Cuts a text up.
     *
     * @param pieces all of the text, at least one
     * @param mostTokens of a chunk, at least {@value #LEAST_TOKENS}
     * @return chunks that together cover the text, in its order; one if it fits
     */
    static List<Chunk> chunk(List<Piece> pieces, int mostTokens) {
        return new Chunker(pieces, mostTokens).chunks();
    }

    private List<Chunk> chunks() {
        List<Chunk> chunks = new ArrayList<>();
        int first = 0;
        while (true) {
            int end = first;
            int tokens = 0;
            while (end < pieces.size() && tokens + pieces.get(end).tokens() <= mostTokens) {
                tokens += pieces.get(end).tokens();
                end++;
            }
            if (end == pieces.size()) {
                chunks.add(chunk(first, end));
                return chunks;
            }
            int cut = bestCut(end, tokens);
            chunks.add(chunk(first, cut));
            first = overlapStart(cut);
        }
    }

    private Chunk chunk(int first, int end) {
        return new Chunk(pieces.get(first).start(), pieces.get(end - 1).end());
    }

    /** The piece before which to cut: at most {@code end}, the first that does not fit. */
    private int bestCut(int end, int tokens) {
        int best = end;
        int left = tokens;
        for (int at = end - 1; at > 0; at--) {
            left -= pieces.get(at).tokens();
            if (left < mostTokens / 4 * 3) {
                break;
            }
            if (pieces.get(at).border().compareTo(pieces.get(best).border()) > 0) {
                best = at;
            }
        }
        return best;
    }

    /** The first sentence that begins within the overlap before a cut; without any, the first piece. */
    private int overlapStart(int cut) {
        int start = cut;
        int sentence = cut;
        int tokens = 0;
        while (tokens + pieces.get(start - 1).tokens() <= overlap) {
            start--;
            tokens += pieces.get(start).tokens();
            if (pieces.get(start).border().compareTo(Border.SENTENCE) >= 0) {
                sentence = start;
            }
        }
        return sentence < cut ? sentence : start;
    }
}
