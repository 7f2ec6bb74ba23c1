/**
 * Measures a profile, or what serves it, by documents whose right results are known. Pure figures, but for
 * {@link dev.sluice.processor.evaluate.Evaluation}, which makes the results to be measured.
 */
@NullMarked
package dev.sluice.processor.evaluate;

import org.jspecify.annotations.NullMarked;
