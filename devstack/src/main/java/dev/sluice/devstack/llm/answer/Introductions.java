package dev.sluice.devstack.llm.answer;

import java.util.List;

/** Tells whether what comes next is somebody's name, known or not: after "my name is", and on the line below "Regards,". */
final class Introductions {
    private static final List<String> PHRASES = List.of("my name is ", "my name's ", "from: ", "name: ", "signed by ");
    private static final List<String> SIGN_OFFS = List.of(
            "regards", "sincerely", "faithfully", "thanks", "thank you", "cheers", "yours", "wishes", "greetings");

    private Introductions() {}

    /** Whether a name stands at that position. */
    static boolean precede(String text, int position) {
        return followAny(PHRASES, text, position) || isBelowSignOff(text, position);
    }

    private static boolean isBelowSignOff(String text, int position) {
        int end = position;
        boolean newLine = false;
        while (end > 0 && " \t\r\n,.!".indexOf(text.charAt(end - 1)) >= 0) {
            newLine |= text.charAt(end - 1) == '\n';
            end--;
        }
        return newLine && followAny(SIGN_OFFS, text, end);
    }

    private static boolean followAny(List<String> words, String text, int position) {
        for (String word : words) {
            if (text.regionMatches(true, position - word.length(), word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }
}
