package dev.sluice.processor.prompt;

import java.util.regex.Pattern;

/** Makes text that is not to be trusted fit to stand in a question, between lines that it cannot imitate. */
final class Untrusted {
    /** Anything that could be taken for one of the lines around a document, such as {@code < / Document >}. */
    private static final Pattern DOCUMENT_LINE = Pattern.compile("<(?=[\\s/]*document\\b)", Pattern.CASE_INSENSITIVE);

    private static final Pattern EXAMPLE_LINE = Pattern.compile("<(?=[\\s/]*example\\b)", Pattern.CASE_INSENSITIVE);

    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    private Untrusted() {}

    /** Puts a backslash before whatever looks like one of the lines around a document. */
    static String escape(String text) {
        return DOCUMENT_LINE.matcher(text).replaceAll("\\\\<");
    }

    /** The same for an example, which can imitate neither the document nor another example. */
    static String escapeExample(String text) {
        return EXAMPLE_LINE.matcher(escape(text)).replaceAll("\\\\<");
    }

    /** All white space as single blanks, so that it cannot break out of its line. */
    static String oneLine(String text) {
        return WHITE_SPACE.matcher(text).replaceAll(" ").strip();
    }

    /** The beginning, with an ellipsis if something is missing; never half a character. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(longest - 1));
        return text.substring(0, longest - (splitsPair ? 1 : 0)) + "…";
    }
}
