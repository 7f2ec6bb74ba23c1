package dev.sluice.validate.injection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Readable text that stands in a document in base64 or its variant for addresses, on one line. */
final class EncodedText {
    /** Some thirty characters of text: too short for an order. */
    private static final int SHORTEST = 40;

    private EncodedText() {}

    /** @param end exclusive */
    record Found(String decoded, int start, int end) {}

    static List<Found> in(String text) {
        List<Found> found = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && isBase64(text.charAt(i))) {
                continue;
            }
            if (i - start >= SHORTEST) {
                String decoded = decode(text.substring(start, i));
                if (isReadable(decoded)) {
                    found.add(new Found(decoded, start, i));
                }
            }
            start = i + 1;
        }
        return found;
    }

    private static boolean isBase64(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '+'
                || c == '/'
                || c == '-'
                || c == '_';
    }

    /** Of any number of characters, as long as four by four make sense. */
    private static String decode(String encoded) {
        String whole =
                encoded.substring(0, encoded.length() / 4 * 4).replace('-', '+').replace('_', '/');
        return new String(Base64.getDecoder().decode(whole), StandardCharsets.UTF_8);
    }

    private static boolean isReadable(String text) {
        long strange = text.chars()
                .filter(c -> c == '\uFFFD' || (Character.isISOControl(c) && !Character.isWhitespace(c)))
                .count();
        return strange * 20 < text.length();
    }
}
