package dev.sluice.devstack.llm.answer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Cuts text into words, and words to crude stems, so that "refunded" meets "refunds". */
final class Words {
    private static final int STEM_LENGTH = 6;
    private static final Set<String> STOP_WORDS =
            list("stop-words.txt").stream().map(Words::stem).collect(Collectors.toUnmodifiableSet());

    private Words() {}

    /** The lines of one of this package's word lists; those with # are comments. */
    static List<String> list(String resource) {
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The stems of a text or of a name in any case style, without stop words, in their order. */
    static Set<String> stems(String text) {
        Set<String> stems = new LinkedHashSet<>();
        forEach(text, (stem, start) -> {
            if (!STOP_WORDS.contains(stem)) {
                stems.add(stem);
            }
        });
        return stems;
    }

    static boolean isStopWord(String stem) {
        return STOP_WORDS.contains(stem);
    }

    /** Calls back with the stem of each word and where the word starts. A capital after a small letter starts a word. */
    static void forEach(String text, BiConsumer<String, Integer> consumer) {
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            boolean inWord = Character.isLetterOrDigit(c);
            boolean hump = start >= 0 && Character.isUpperCase(c) && Character.isLowerCase(text.charAt(i - 1));
            if (start >= 0 && (!inWord || hump)) {
                consumer.accept(stem(text.substring(start, i)), start);
                start = -1;
            }
            if (inWord && start < 0) {
                start = i;
            }
        }
    }

    static String stem(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        int length = lower.length();
        String ending = "";
        if (length > 4 && lower.endsWith("ies")) {
            length -= 3;
            ending = "y";
        } else if (length > 5 && lower.endsWith("ing")) {
            length -= 3;
        } else if (length > 4 && lower.endsWith("ed")) {
            length -= 2;
        } else if (length > 3 && lower.endsWith("s") && !lower.endsWith("ss") && !lower.endsWith("us")) {
            length -= 1;
        }
        if (length > 3 && ending.isEmpty() && lower.charAt(length - 1) == 'e') {
            length -= 1;
        }
        return length >= STEM_LENGTH ? lower.substring(0, STEM_LENGTH) : lower.substring(0, length) + ending;
    }
}
