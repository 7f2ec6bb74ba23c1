package dev.sluice.devstack.llm.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Cuts a document into sentences; headings, labelled lines and list items count as sentences of their own. */
final class Sentences {
    private static final int SHORT_LINE = 45;
    private static final int FEWEST_WORDS = 5;
    private static final Set<String> ABBREVIATIONS = Set.of(
            "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "No", "Inc", "Ltd", "Co", "Corp", "e.g", "i.e", "vs", "approx");
    private static final Pattern LABELLED_LINE = Pattern.compile("^[\\p{L}][\\p{L} /_-]{0,30}:\\s.*", Pattern.DOTALL);
    private static final Pattern GREETING =
            Pattern.compile("^(?:Dear|Hi|Hello|Hey|Good (?:morning|afternoon|evening|day))\\b.{0,60}", Pattern.DOTALL);

    private Sentences() {}

    static List<Span> of(String text) {
        List<Span> sentences = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (endsSentence(text, i) || endsLine(text, i)) {
                add(sentences, text, start, i + 1);
                start = i + 1;
            }
        }
        add(sentences, text, start, text.length());
        return sentences;
    }

    /** Whether it says something, unlike greetings, headers and lone words. */
    static boolean isInformative(String sentence) {
        int words = 1;
        int small = 0;
        for (int i = 0; i < sentence.length(); i++) {
            char c = sentence.charAt(i);
            small += Character.isLowerCase(c) ? 1 : 0;
            words += Character.isWhitespace(c) && !Character.isWhitespace(sentence.charAt(i - 1)) ? 1 : 0;
        }
        return words >= FEWEST_WORDS
                && small * 2 > sentence.length()
                && !LABELLED_LINE.matcher(sentence).matches()
                && !GREETING.matcher(sentence).matches();
    }

    private static boolean endsSentence(String text, int i) {
        char c = text.charAt(i);
        if (c != '.' && c != '!' && c != '?') {
            return false;
        }
        boolean spaceFollows = i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1));
        return spaceFollows && (c != '.' || !ABBREVIATIONS.contains(wordBefore(text, i)));
    }

    /** A line break ends a sentence where the line is too short to have been wrapped, or where another kind of line follows. */
    private static boolean endsLine(String text, int i) {
        if (text.charAt(i) != '\n') {
            return false;
        }
        int lineStart = text.lastIndexOf('\n', i - 1) + 1;
        char next = i + 1 < text.length() ? text.charAt(i + 1) : '\n';
        return i - lineStart < SHORT_LINE || next == '\n' || next == '\r' || "-*•|#>".indexOf(next) >= 0;
    }

    private static String wordBefore(String text, int end) {
        int start = end;
        while (start > 0 && (Character.isLetter(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        return text.substring(start, end);
    }

    private static void add(List<Span> sentences, String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        if (start < end) {
            sentences.add(new Span(start, end));
        }
    }
}
