package dev.sluice.processor.summarize;

import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.Letter;
import dev.sluice.processor.text.WordList;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits what a document says into sentences: with {@link BreakIterator}, corrected for abbreviations, initials and German
 * ordinals. Headers, greetings, quoted lines and signatures are left out unless there is nothing else. Only the first 300
 * sentences and 100,000 characters are read, which bounds the time for any document and holds what sums most of them up.
 */
final class Sentences {
    private static final int MOST = 300;
    private static final int MOST_CHARACTERS = 100_000;
    private static final int WRAPPED = 50;
    private static final Pattern ITEM = Pattern.compile("[-*•–·]|\\d{1,2}[.)] ");
    private static final Set<String> ABBREVIATIONS = WordList.words(Sentences.class, "abbreviations.txt");

    private final String text;
    private final Language language;
    private final List<Sentence> found = new ArrayList<>();

    private Sentences(String text, Language language) {
        this.text = text;
        this.language = language;
    }

    static List<Sentence> of(String text, Language language) {
        String head = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        Sentences sentences = new Sentences(head, language);
        int start = -1;
        int end = -1;
        for (Letter.Part part : Letter.of(head).parts()) {
            if (part.kind() != Letter.Kind.BODY) {
                continue;
            }
            if (start >= 0 && part.start() <= end + 1 && goesOnInNextLine(head, start, end, part.start())) {
                end = part.end();
                continue;
            }
            sentences.addParagraph(start, end);
            start = part.start();
            end = part.end();
        }
        sentences.addParagraph(start, end);
        if (sentences.found.isEmpty()) {
            sentences.addParagraph(0, head.length());
        }
        return List.copyOf(sentences.found);
    }

    /** Whether a line was wrapped into the next one, rather than being a heading, an item or a row of a table. */
    private static boolean goesOnInNextLine(String text, int start, int end, int next) {
        if (ITEM.matcher(text).region(next, text.length()).lookingAt()) {
            return false;
        }
        int line = Math.max(start, text.lastIndexOf('\n', end - 1) + 1);
        boolean isStopped = ".!?".indexOf(text.charAt(end - 1)) >= 0;
        return isStopped || end - line >= WRAPPED || Character.isLowerCase(text.charAt(next));
    }

    private void addParagraph(int start, int end) {
        if (start < 0) {
            return;
        }
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        String paragraph = text.substring(start, end);
        breaks.setText(paragraph);
        int from = 0;
        for (int to = breaks.next(); to != BreakIterator.DONE && found.size() < MOST; to = breaks.next()) {
            if (to < paragraph.length() && goesOn(paragraph, from, to)) {
                continue;
            }
            Sentence sentence = Sentence.of(paragraph.substring(from, to), language);
            if (!sentence.text().isEmpty()) {
                found.add(sentence);
            }
            from = to;
        }
    }

    /** Whether the full stop before a break belongs to an abbreviation, an initial or a German ordinal number. */
    private boolean goesOn(String paragraph, int from, int to) {
        int stop = to - 1;
        while (stop > from && Character.isWhitespace(paragraph.charAt(stop))) {
            stop--;
        }
        if (paragraph.charAt(stop) != '.') {
            return false;
        }
        int start = stop;
        while (start > from && !Character.isWhitespace(paragraph.charAt(start - 1)) && stop - start < 12) {
            start--;
        }
        String word = paragraph.substring(start, stop);
        boolean isInitial = word.length() == 1 && Character.isLetter(word.charAt(0));
        boolean isOrdinal = (language == Language.GERMAN || start == 0)
                && !word.isEmpty()
                && word.length() <= 2
                && word.chars().allMatch(Character::isDigit);
        String bare = word.startsWith("(") ? word.substring(1) : word;
        return isInitial || isOrdinal || ABBREVIATIONS.contains(bare.toLowerCase(Locale.ROOT));
    }
}
