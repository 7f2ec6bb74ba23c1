package dev.sluice.processor.extract;

import dev.sluice.processor.text.Language;
import dev.sluice.processor.text.StopWords;
import dev.sluice.processor.text.WordList;
import dev.sluice.processor.text.Words;
import java.util.Set;

/** Reads people's names out of a text's words: capitalised words on one line with initials and particles between them. */
final class NameReader {
    private static final int MOST_WORDS = 5;
    private static final Set<String> NOT_NAMES = WordList.words(NameReader.class, "not-names.txt");
    private static final Set<String> TITLES = WordList.words(NameReader.class, "titles.txt");
    private static final Set<String> PARTICLES =
            WordList.of("von van de der den di da du del della le la bin al ben ter ten zu dos");

    private final Words words;
    private final Language language;

    NameReader(Words words, Language language) {
        this.words = words;
        this.language = language;
    }

    boolean isTitle(int index) {
        return words.isCapitalised(index)
                && (TITLES.contains(words.lower(index))
                        || (language == Language.FRENCH && words.word(index).equals("M")))
                && followsOnLine(index);
    }

    /** The word behind a title and all further ones: Prof. Dr. */
    int skipTitles(int index) {
        int next = index;
        while (next < words.size() && isTitle(next)) {
            next++;
        }
        return next;
    }

    /**
     * Reads a name.
     *
     * @param first its first word
     * @param end no word that ends behind it belongs to the name
     * @return the word behind the name's last; first itself if no name starts there
     */
    int read(int first, int end) {
        int next = first;
        int behindName = first;
        int parts = 0;
        while (next < words.size() && next - first < MOST_WORDS && words.end(next) <= end) {
            boolean isPart = isNamePart(next);
            // Anna von der Heide and Frau von der Heide, but not Anna Heide von der Universität.
            boolean mayBeParticle = parts == 1 || (parts == 0 && first > 0 && isTitle(first - 1));
            boolean isParticle = mayBeParticle && PARTICLES.contains(words.word(next));
            if (!isPart && !isParticle) {
                break;
            }
            next++;
            if (isPart) {
                behindName = next;
                parts++;
            }
            if (!followsOnLine(next - 1)) {
                break;
            }
        }
        return behindName;
    }

    boolean isNamePart(int index) {
        String lower = words.lower(index);
        return words.isCapitalised(index)
                && lower.chars().noneMatch(Character::isDigit)
                && !NOT_NAMES.contains(lower)
                && !TITLES.contains(lower)
                && !StopWords.contains(language, lower);
    }

    /** Whether a word is known to belong to no name, as Support in Acme Support. */
    boolean isNoName(int index) {
        return NOT_NAMES.contains(words.lower(index));
    }

    /** Whether the next word stands behind one blank, or behind the full stop of an initial or a title. */
    boolean followsOnLine(int index) {
        if (words.touchesNext(index)) {
            return true;
        }
        boolean mayBeShortened = words.end(index) - words.start(index) == 1 || TITLES.contains(words.lower(index));
        return mayBeShortened
                && index + 1 < words.size()
                && words.gapAfter(index).equals(". ");
    }
}
