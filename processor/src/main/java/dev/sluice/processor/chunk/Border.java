package dev.sluice.processor.chunk;

/** What lies between two pieces of a text; the later, the better a place to cut. */
enum Border {
    CHARACTER,
    WORD,
    LINE,
    SENTENCE,
    PARAGRAPH,
    HEADING
}
