package dev.sluice.devstack.llm.answer;

/**
 * A part of the document.
 *
 * @param start in chars
 * @param end exclusive
 */
record Span(int start, int end) {

    String in(String text) {
        return text.substring(start, end);
    }

    boolean contains(int position) {
        return position >= start && position < end;
    }
}
