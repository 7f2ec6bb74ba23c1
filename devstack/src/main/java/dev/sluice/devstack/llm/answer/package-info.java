/**
 * What the simulated model says: answers that fit any JSON Schema, filled from the document's own words by patterns, word
 * lists and the names and descriptions of the fields.
 */
@NullMarked
package dev.sluice.devstack.llm.answer;

import org.jspecify.annotations.NullMarked;
