/**
 * What models are asked and what they must answer: from a profile and a document to the messages of a request, the response
 * format, and the contract that the answer is held to.
 */
@NullMarked
package dev.sluice.processor.prompt;

import org.jspecify.annotations.NullMarked;
