package dev.sluice.processor.text;

import java.util.Map;
import java.util.Set;

/** The words that carry grammar and no subject, by language. */
public final class StopWords {
    private static final Map<Language, Set<String>> BY_LANGUAGE = Map.of(
            Language.ENGLISH, WordList.words(StopWords.class, "stop-words-en.txt"),
            Language.GERMAN, WordList.words(StopWords.class, "stop-words-de.txt"),
            Language.FRENCH, WordList.words(StopWords.class, "stop-words-fr.txt"),
            Language.OTHER, Set.of());

    private StopWords() {}

    /** Whether a word in lower case is one; never in a language whose rules are not known. */
    public static boolean contains(Language language, String word) {
        return BY_LANGUAGE.getOrDefault(language, Set.of()).contains(word);
    }
}
