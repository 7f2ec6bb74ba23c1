/** Files become raw documents: which ones, under what ids, and how the sending went. */
@NullMarked
package dev.sluice.quickstart.produce;

import org.jspecify.annotations.NullMarked;
