package dev.sluice.console.web;

import dev.sluice.schemas.avro.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where the words of a search stand in a text: whole words, and of the last one its beginning, without regard to case and
 * accents, as the read model searches.
 */
final class SearchMatches {
    private static final int MOST = 500;
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SearchMatches() {}

    /** In the order of the text. */
    static List<Span> of(String text, String search) {
        List<String> words = NO_LETTERS
                .splitAsStream(folded(search))
                .filter(word -> !word.isEmpty())
                .toList();
        List<Span> matches = new ArrayList<>();
        if (words.isEmpty()) {
            return matches;
        }
        String folded = folded(text);
        int start = 0;
        while (start < folded.length() && matches.size() < MOST) {
            if (!Character.isLetterOrDigit(folded.charAt(start))) {
                start++;
                continue;
            }
            int end = start;
            while (end < folded.length() && Character.isLetterOrDigit(folded.charAt(end))) {
                end++;
            }
            String word = folded.substring(start, end);
            if (words.contains(word) || word.startsWith(words.getLast())) {
                matches.add(new Span(start, end));
            }
            start = end;
        }
        return matches;
    }

    /** Character by character, so that places stay what they are. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            folded.append(each < 128 ? each : base(each));
        }
        String lower = folded.toString().toLowerCase(Locale.ROOT);
        return lower.length() == text.length() ? lower : folded.toString();
    }

    private static char base(char each) {
        return Character.isSurrogate(each)
                ? each
                : Normalizer.normalize(String.valueOf(each), Normalizer.Form.NFD)
                        .charAt(0);
    }
}
