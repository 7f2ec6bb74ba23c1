/** Tells live views how far documents are, as best it can, and never at a document's cost. */
@NullMarked
package dev.sluice.processor.progress;

import org.jspecify.annotations.NullMarked;
