/** Checks of results against their document and their profile; each gives problems with JSON pointers. */
@NullMarked
package dev.sluice.validate;

import org.jspecify.annotations.NullMarked;
