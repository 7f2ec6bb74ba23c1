/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quickstart.setup;

import org.jspecify.annotations.NullMarked;
