package dev.sluice.console.web;

import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The document's text cut into pieces, so that what the values were found in can be marked. What would turn text around is a
 * piece of its own, shown by its code point.
 *
 * @param left how many characters of the text are not shown here
 */
record SourceText(List<Piece> pieces, int left) {
    /** More would make browsers slow; the whole is a download away. */
    static final int MOST_CHARACTERS = 100_000;

    private static final int MOST_MARKS = 500;

    /** A part of the text. */
    sealed interface Piece {
        record Plain(String text) implements Piece {}

        /**
         * What values were found in, or a word that was searched for.
         *
         * @param pointers of the values, with blanks between; empty if it is no value's
         */
        record Marked(String text, String pointers, boolean searched) implements Piece {}

        /** A character that is not to take effect. */
        record Hidden(String code) implements Piece {}
    }

    SourceText {
        pieces = List.copyOf(pieces);
    }

    /** Marks the quotes of this evidence, and the words of a search. */
    static SourceText of(String text, List<FieldEvidence> evidence, String search) {
        int end = Math.min(text.length(), MOST_CHARACTERS);
        List<FieldEvidence> marks = evidence.stream()
                .filter(each -> each.getSpan().filter(span -> fits(span, end)).isPresent())
                .limit(MOST_MARKS)
                .toList();
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, end));
        for (FieldEvidence mark : marks) {
            cuts.add(mark.getSpan().orElseThrow().getStart());
            cuts.add(mark.getSpan().orElseThrow().getEnd());
        }
        List<Span> searched = SearchMatches.of(text.substring(0, end), search);
        for (Span match : searched) {
            cuts.add(match.getStart());
            cuts.add(match.getEnd());
        }
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int to : cuts.tailSet(0, false)) {
            add(pieces, text.substring(from, to), pointers(marks, from, to), isWithin(searched, from, to));
            from = to;
        }
        return new SourceText(pieces, text.length() - end);
    }

    private static boolean fits(Span span, int end) {
        return span.getStart() >= 0 && span.getStart() < span.getEnd() && span.getEnd() <= end;
    }

    private static String pointers(List<FieldEvidence> marks, int from, int to) {
        List<String> pointers = new ArrayList<>();
        for (FieldEvidence mark : marks) {
            Optional<Span> span = mark.getSpan();
            if (span.isPresent() && span.get().getStart() <= from && span.get().getEnd() >= to) {
                pointers.add("/fields" + mark.getPointer());
            }
        }
        return String.join(" ", pointers);
    }

    private static boolean isWithin(List<Span> spans, int from, int to) {
        return spans.stream().anyMatch(span -> span.getStart() <= from && span.getEnd() >= to);
    }

    private static void add(List<Piece> pieces, String part, String pointers, boolean searched) {
        int from = 0;
        for (int i = 0; i < part.length(); i++) {
            if (Shown.isHidden(part.charAt(i))) {
                addVisible(pieces, part.substring(from, i), pointers, searched);
                pieces.add(new Piece.Hidden(String.format("%04X", (int) part.charAt(i))));
                from = i + 1;
            }
        }
        addVisible(pieces, part.substring(from), pointers, searched);
    }

    private static void addVisible(List<Piece> pieces, String part, String pointers, boolean searched) {
        if (!part.isEmpty()) {
            boolean isPlain = pointers.isEmpty() && !searched;
            pieces.add(isPlain ? new Piece.Plain(part) : new Piece.Marked(part, pointers, searched));
        }
    }
}
