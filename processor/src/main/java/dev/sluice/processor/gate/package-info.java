/** Decides whether a result is published or held for a person. */
@NullMarked
package dev.sluice.processor.gate;

import org.jspecify.annotations.NullMarked;
