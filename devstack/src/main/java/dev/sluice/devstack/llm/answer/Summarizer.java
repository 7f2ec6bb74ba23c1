package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/** Sums a document up in its own words: its first sentences that say something. */
final class Summarizer {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final int MOST_SENTENCES = 3;
    private static final int ENOUGH_WORDS = 35;
    private static final int LONGEST = 600;

    private Summarizer() {}

    static Found summarize(Document document, int longest) {
        List<Span> informative = document.sentences().stream()
                .filter(sentence -> Sentences.isInformative(sentence.in(document.text())))
                .limit(MOST_SENTENCES)
                .toList();
        if (informative.isEmpty()) {
            return fallback(document, longest);
        }
        StringBuilder summary = new StringBuilder();
        int words = 0;
        for (Span sentence : informative) {
            if (words < ENOUGH_WORDS) {
                String line = plain(sentence.in(document.text()));
                words += line.split(" ").length;
                summary.append(summary.isEmpty() ? "" : " ").append(line);
            }
        }
        String quote = document.quoteAt(informative.getFirst().start());
        double clarity = informative.size() > 1 ? 0.93 : 0.86;
        return Found.of(TextNode.valueOf(cut(summary.toString(), longest)), quote, clarity);
    }

    private static Found fallback(Document document, int longest) {
        if (document.sentences().isEmpty()) {
            return Found.unsupported(TextNode.valueOf("The document holds no text."), 0.4);
        }
        String quote = document.quoteAt(document.sentences().getFirst().start());
        return Found.of(TextNode.valueOf(cut(plain(quote), longest)), quote, 0.65);
    }

    /** One line of it, single spaces between the words. */
    static String plain(String text) {
        return WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    }

    /** Shortened between two words. */
    static String cut(String text, int longest) {
        int limit = Math.min(longest, LONGEST);
        if (text.length() <= limit) {
            return text;
        }
        int space = text.lastIndexOf(' ', limit - 1);
        return text.substring(0, space > 0 ? space : limit - 1) + "…";
    }
}
