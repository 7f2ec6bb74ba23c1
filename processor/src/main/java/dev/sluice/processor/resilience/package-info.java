/** What stands between engines and a model's endpoint, so that neither harms the other when it has trouble. */
@NullMarked
package dev.sluice.processor.resilience;

import org.jspecify.annotations.NullMarked;
