/** The spans of a document's way: one for each run of a stage, and within it one for each call to a model. */
@NullMarked
package dev.sluice.processor.trace;

import org.jspecify.annotations.NullMarked;
