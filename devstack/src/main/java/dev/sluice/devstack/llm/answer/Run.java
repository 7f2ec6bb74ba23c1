package dev.sluice.devstack.llm.answer;

import java.util.Set;

/**
 * Capitalised words in a row, single spaces between them.
 *
 * @param text the words
 * @param start where the first begins in the document
 */
record Run(String text, int start) {
    private static final int LONGEST_PERSON = 3;
    private static final int LONGEST_PLACE = 3;

    boolean isEmpty() {
        return text.isEmpty();
    }

    int size() {
        int size = isEmpty() ? 0 : 1;
        for (int i = 0; i < text.length(); i++) {
            size += text.charAt(i) == ' ' ? 1 : 0;
        }
        return size;
    }

    /** The n-th word, without the dot or apostrophe at its end. */
    String word(int n) {
        int from = offset(n);
        int to = text.indexOf(' ', from);
        return trimmed(text.substring(from, to < 0 ? text.length() : to));
    }

    /** What is left after the first n words. */
    Run from(int n) {
        int offset = offset(n);
        return new Run(text.substring(offset), start + offset);
    }

    /** The first n words as what they are. */
    Hit hit(Kind kind, int n, double clarity) {
        String value = first(n);
        return Hit.of(kind, value, start, start + value.length(), clarity);
    }

    /** How many words up to the first of these, that one included; 0 if there is none. */
    int endingIn(Set<String> endings) {
        for (int i = 0; i < size(); i++) {
            if (endings.contains(word(i))) {
                return i + 1 < size() && endings.contains(word(i + 1)) ? i + 2 : i + 1;
            }
        }
        return 0;
    }

    /** How many of the first words make up one of these names; 0 if none do. */
    int longestOf(Set<String> names) {
        for (int n = Math.min(LONGEST_PLACE, size()); n > 0; n--) {
            if (names.contains(first(n))) {
                return n;
            }
        }
        return 0;
    }

    /** How many of the first words can be one person's name: it ends with the sentence, and "of" or "&" is no part of it. */
    int personLength() {
        int length = 1;
        while (length < Math.min(LONGEST_PERSON, size())) {
            String previous = rawWord(length - 1);
            String next = word(length);
            boolean sentenceEnds = previous.endsWith(".") && previous.length() > 2;
            if (sentenceEnds || Set.of("of", "the", "&").contains(next)) {
                break;
            }
            length++;
        }
        return Character.isLowerCase(word(length - 1).charAt(0)) ? length - 1 : length;
    }

    private String first(int n) {
        return trimmed(n >= size() ? text : text.substring(0, offset(n) - 1));
    }

    private String rawWord(int n) {
        int from = offset(n);
        int to = text.indexOf(' ', from);
        return text.substring(from, to < 0 ? text.length() : to);
    }

    private int offset(int n) {
        int offset = 0;
        for (int i = 0; i < n; i++) {
            int space = text.indexOf(' ', offset);
            if (space < 0) {
                return text.length();
            }
            offset = space + 1;
        }
        return offset;
    }

    private static String trimmed(String name) {
        int end = name.length();
        if (name.endsWith("'s") || name.endsWith("’s")) {
            end -= 2;
        }
        while (end > 1 && ".'’-".indexOf(name.charAt(end - 1)) >= 0) {
            end--;
        }
        return name.substring(0, end);
    }
}
