/** Sums documents up. */
@NullMarked
package dev.sluice.processor.summarize;

import org.jspecify.annotations.NullMarked;
