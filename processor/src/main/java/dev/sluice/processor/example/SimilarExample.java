package dev.sluice.processor.example;

/**
 * An example that is like a document.
 *
 * @param similarity 0 to 1: its BM25 score for the document's words, relative to that of the document itself. Below 0.2 they
 *     share little more than common words; 0.6 and more is much the same text with other names and numbers.
 */
public record SimilarExample(KnownDocument document, double similarity) {}
