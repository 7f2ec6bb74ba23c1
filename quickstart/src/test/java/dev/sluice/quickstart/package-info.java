/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quickstart;

import org.jspecify.annotations.NullMarked;
