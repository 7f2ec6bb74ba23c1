/** What operators see: the names of all metrics, in one place. */
@NullMarked
package dev.sluice.processor.observe;

import org.jspecify.annotations.NullMarked;
