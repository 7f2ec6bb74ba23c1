/** Checks of the sample documents. */
@NullMarked
package dev.sluice.quickstart.samples;

import org.jspecify.annotations.NullMarked;
