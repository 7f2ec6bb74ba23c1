/** Answers that were found good, kept so that the same question need not be paid for again. */
@NullMarked
package dev.sluice.processor.cache;

import org.jspecify.annotations.NullMarked;
