package dev.sluice.processor.llm;

import java.util.Optional;

/**
 * Watches an answer while it is written, and says as soon as it can only become one that will not do. What may still turn out
 * well is left alone: prose or a code fence before the JSON, and reasoning in tags of any length. For one thread.
 */
final class AnswerWatch {
    private static final int LONGEST_PREAMBLE = 200;
    /** A model that is stuck writes on to its limit. No document that people wrote repeats itself for so long. */
    private static final int LONGEST_REPETITION = 1_000;

    private static final int LONGEST_PERIOD = 100;
    private static final int LOOK_EVERY = 250;

    private final StringBuilder text = new StringBuilder();
    private final boolean json;
    private final int longest;
    private final JsonSyntax syntax = new JsonSyntax();
    private int looked;

    /**
     * @param json whether the answer must be JSON
     * @param longest the most characters
     */
    AnswerWatch(boolean json, int longest) {
        this.json = json;
        this.longest = longest;
    }

    /** Takes what was written next; gives what is wrong, in words that the model can mend it by. */
    Optional<String> add(String written) {
        text.append(written);
        if (text.length() > longest) {
            return Optional.of("is longer than " + longest + " characters and was cut off; be brief");
        }
        if (json && !canBecomeJson(written)) {
            return Optional.of("is not JSON and was cut off; begin with { and give one JSON object");
        }
        if (text.length() - looked >= LOOK_EVERY) {
            looked = text.length();
            if (repeatsItself()) {
                return Optional.of("repeats itself without end and was cut off; give each thing once");
            }
        }
        return Optional.empty();
    }

    /** What was written so far. */
    String text() {
        return text.toString();
    }

    private boolean canBecomeJson(String written) {
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (start == text.length()) {
            return true;
        }
        return switch (text.charAt(start)) {
            case '{' -> syntax.accepts(written);
            case '<' -> true;
            default -> text.length() - start <= LONGEST_PREAMBLE || text.indexOf("{") >= 0;
        };
    }

    private boolean repeatsItself() {
        int length = text.length();
        if (length < LONGEST_REPETITION + LONGEST_PERIOD) {
            return false;
        }
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            int at = length - 1;
            while (at >= length - LONGEST_REPETITION && text.charAt(at) == text.charAt(at - period)) {
                at--;
            }
            if (at < length - LONGEST_REPETITION) {
                return true;
            }
        }
        return false;
    }
}
