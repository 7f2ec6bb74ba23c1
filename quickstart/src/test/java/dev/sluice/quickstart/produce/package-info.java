/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quickstart.produce;

import org.jspecify.annotations.NullMarked;
