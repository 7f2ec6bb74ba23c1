/** One question to a model in the place of three, for short documents: facts, summary and label in one answer. */
@NullMarked
package dev.sluice.processor.combined;

import org.jspecify.annotations.NullMarked;
