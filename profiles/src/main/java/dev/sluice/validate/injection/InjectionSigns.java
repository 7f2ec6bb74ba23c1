package dev.sluice.validate.injection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what looks like orders to a model in a document: turns of phrase in four languages, marks of chat formats and of
 * this program's own prompts, text that people cannot see, and either of these in base64. In time proportional to the
 * text. Stateless and thread-safe.
 *
 * <p>No list of signs is complete. What protects a result is that the document is delimited and marked as data, and that
 * every value must stand in it; the signs tell people where to look.
 */
public final class InjectionSigns {
    /** More would not tell more. */
    private static final int MOST = 20;
    /** The longest phrase has fewer words, those in between included. */
    private static final int WINDOW = 14;

    private InjectionSigns() {}

    /** The signs in the order in which they stand, at most {@value #MOST}. */
    public static List<Sign> in(String text) {
        List<Sign> signs = new ArrayList<>(plain(text));
        for (EncodedText.Found found : EncodedText.in(text)) {
            if (!plain(found.decoded()).isEmpty()) {
                signs.add(new Sign("hides an order to the reader in base64", found.start(), found.end()));
            }
        }
        return signs.stream()
                .sorted(Comparator.comparingInt(Sign::start))
                .limit(MOST)
                .toList();
    }

    private static List<Sign> plain(String text) {
        List<Sign> signs = new ArrayList<>();
        addPhrases(text, signs);
        ChatMarks.add(text, MOST, signs);
        HiddenText.find(text).ifPresent(signs::add);
        return signs;
    }

    private static void addPhrases(String text, List<Sign> signs) {
        Word word = Word.next(text, 0);
        while (word != null && signs.size() < MOST) {
            Sign sign = phraseAt(text, word);
            if (sign != null) {
                signs.add(sign);
            }
            word = Word.next(text, sign == null ? word.end() : sign.end());
        }
    }

    private static @Nullable Sign phraseAt(String text, Word first) {
        List<Phrase> phrases = Phrases.beginningWith(first.text());
        if (phrases.isEmpty()) {
            return null;
        }
        List<Word> words = new ArrayList<>(WINDOW);
        for (Word word = first; word != null && words.size() < WINDOW; word = Word.next(text, word.end())) {
            words.add(word);
        }
        for (Phrase phrase : phrases) {
            int end = phrase.end(words);
            if (end >= 0) {
                return new Sign(phrase.what(), first.start(), end);
            }
        }
        return null;
    }
}
