/** What calls to models cost, added up the same way wherever documents are published. */
@NullMarked
package dev.sluice.runtime.cost;

import org.jspecify.annotations.NullMarked;
