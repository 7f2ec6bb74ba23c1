/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quickstart.tail;

import org.jspecify.annotations.NullMarked;
