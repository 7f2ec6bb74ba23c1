package dev.sluice.validate.injection;

import java.util.List;
import java.util.Set;

/** Marks by which chat formats, and this program's own prompts, part the speakers; a document has no use for them. */
final class ChatMarks {
    private static final String WHAT = "imitates the marks of a conversation with a model";
    private static final String DELIMITER = "imitates the end of the document";

    private static final List<String> MARKS = List.of(
            "<|im_start|>",
            "<|im_end|>",
            "<|system|>",
            "<|user|>",
            "<|assistant|>",
            "<|endoftext|>",
            "<|eot_id|>",
            "<|start_header_id|>",
            "<<sys>>",
            "[inst]",
            "[/inst]",
            "<start_of_turn>");

    private static final List<String> ROLES = List.of("system", "assistant", "developer");
    /** What a line of such a speaker begins with where it is an order; "System: Windows 11" is none. */
    private static final Set<String> ORDERS = Set.of(
            "you",
            "ignore",
            "disregard",
            "forget",
            "from",
            "always",
            "never",
            "respond",
            "answer",
            "reply",
            "print",
            "set",
            "approve",
            "override",
            "du",
            "ignoriere",
            "vergiss",
            "ignorez",
            "oublie",
            "oubliez",
            "ignora",
            "olvida");

    private ChatMarks() {}

    static void add(String text, int most, List<Sign> signs) {
        boolean lineStart = true;
        for (int i = 0; i < text.length() && signs.size() < most; i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '[') {
                addMark(text, i, signs);
            }
            if (lineStart && !Character.isWhitespace(c)) {
                addLine(text, i, signs);
                lineStart = false;
            }
            lineStart |= c == '\n';
        }
    }

    private static void addMark(String text, int at, List<Sign> signs) {
        for (String mark : MARKS) {
            if (text.regionMatches(true, at, mark, 0, mark.length())) {
                signs.add(new Sign(WHAT, at, at + mark.length()));
            }
        }
    }

    private static void addLine(String text, int at, List<Sign> signs) {
        String end = "</document>";
        if (text.regionMatches(true, at, end, 0, end.length())) {
            signs.add(new Sign(DELIMITER, at, at + end.length()));
            return;
        }
        int start = at;
        while (start < text.length() && "#*[<> ".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        for (String role : ROLES) {
            int colon = start + role.length();
            if (text.regionMatches(true, start, role, 0, role.length())
                    && colon < text.length()
                    && ":]>*".indexOf(text.charAt(colon)) >= 0) {
                Word first = Word.next(text, colon);
                if (first != null && ORDERS.contains(first.text())) {
                    signs.add(new Sign(WHAT, start, first.end()));
                }
            }
        }
    }
}
