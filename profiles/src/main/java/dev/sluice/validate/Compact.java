package dev.sluice.validate;

import java.util.Arrays;

/** A text's letters and digits alone, in lower case and without accents. Immutable. */
final class Compact {
    private final String text;
    /** Whether something stood before each character that was left out; one more for the end. */
    private final boolean[] gaps;

    private Compact(String text, boolean[] gaps) {
        this.text = text;
        this.gaps = gaps;
    }

    static Compact of(String original) {
        String folded = FoldedText.of(original).text();
        StringBuilder text = new StringBuilder(folded.length());
        boolean[] gaps = new boolean[folded.length() + 1];
        boolean gap = true;
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                gaps[text.length()] = gap;
                text.append(c);
                gap = false;
            } else {
                gap = true;
            }
        }
        gaps[text.length()] = true;
        return new Compact(text.toString(), Arrays.copyOf(gaps, text.length() + 1));
    }

    String text() {
        return text;
    }

    /** Whether the other stands in it, not cut out of a longer word or number. */
    boolean contains(Compact other) {
        int at = text.indexOf(other.text);
        while (at >= 0) {
            if (gaps[at] && gaps[at + other.text.length()]) {
                return true;
            }
            at = text.indexOf(other.text, at + 1);
        }
        return false;
    }
}
