package dev.sluice.devstack.llm.answer;

/**
 * Why a value is what it is.
 *
 * @param pointer where the value stands in the answer, a JSON pointer
 * @param quote verbatim from the document
 */
record Evidence(String pointer, String quote, double clarity) {}
