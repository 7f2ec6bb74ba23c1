package dev.sluice.processor.chunk;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/**
 * Counts the tokens of texts as OpenAI's models from GPT-4o on do (o200k_base). Thread-safe.
 *
 * <p>The table of the encoding takes half a second and 30 MB to load, so it is loaded when it is first needed; after that
 * some four million characters a second are counted. Models of other families count up to a third more, which {@code
 * llm.max.input.tokens} has to leave room for.
 */
public final class TokenCounter {
    /** Longer texts are counted in pieces, which bounds the time for a word without end. */
    private static final int PIECE = 4096;

    private TokenCounter() {}

    /** Loaded with the first count. */
    private static final class Loaded {
        static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);
    }

    /** The tokens of a text; of a long one slightly more than there are, never fewer. */
    public static int count(String text) {
        int tokens = 0;
        for (int from = 0, to; from < text.length(); from = to) {
            to = Math.min(text.length(), from + PIECE);
            if (to < text.length() && Character.isHighSurrogate(text.charAt(to - 1))) {
                to--;
            }
            tokens += Loaded.ENCODING.countTokensOrdinary(text.substring(from, to));
        }
        return tokens;
    }

    /** What a text can have at most, without counting: a token has at least one byte of UTF-8. */
    static long atMost(String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }
}
