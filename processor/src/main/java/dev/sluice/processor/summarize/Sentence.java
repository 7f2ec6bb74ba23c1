package dev.sluice.processor.summarize;

import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.Stemmer;
import dev.sluice.processor.text.StopWords;
import dev.sluice.processor.text.Words;
import java.util.HashSet;
import java.util.Set;

/**
 * A sentence as the summary may quote it.
 *
 * @param text on one line
 * @param subjects the stems of the words that carry its subject
 * @param isProse whether it reads as a sentence rather than as a row of a table or a fragment
 */
record Sentence(String text, Set<String> subjects, boolean isProse) {
    private static final int LEAST_WORDS = 4;
    private static final int MOST_WORDS = 200;
    /** So many words are a sentence even if nothing ends it. */
    private static final int MANY_WORDS = 8;

    private static final double LEAST_LETTERS = 0.6;

    Sentence {
        subjects = Set.copyOf(subjects);
    }

    static Sentence of(String raw, Language language) {
        String text = raw.replace('\n', ' ').strip();
        Words words = Words.of(text, 0, text.length(), MOST_WORDS);
        Set<String> subjects = new HashSet<>();
        boolean hasGrammar = false;
        for (int i = 0; i < words.size(); i++) {
            boolean isStopWord = StopWords.contains(language, words.lower(i));
            hasGrammar |= isStopWord;
            if (!isStopWord && words.end(i) - words.start(i) > 2) {
                subjects.add(Stemmer.stem(language, words.word(i)));
            }
        }
        boolean isStopped = endsLikeOne(text);
        // Without stop words to tell by, punctuation has to do.
        boolean isSaid =
                language == Language.OTHER ? isStopped : hasGrammar && (isStopped || words.size() >= MANY_WORDS);
        long blanks = text.chars().filter(Character::isWhitespace).count();
        long letters = text.codePoints()
                .filter(c -> Character.isLetter(c) || Character.isWhitespace(c))
                .count();
        boolean isProse = isSaid
                && words.size() >= LEAST_WORDS
                && blanks >= LEAST_WORDS - 1
                && letters >= LEAST_LETTERS * text.length();
        return new Sentence(text, subjects, isProse);
    }

    private static boolean endsLikeOne(String text) {
        return !text.isEmpty() && ".!?…。！？".indexOf(text.charAt(text.length() - 1)) >= 0;
    }
}
