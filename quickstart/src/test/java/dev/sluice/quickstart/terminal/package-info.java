/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quickstart.terminal;

import org.jspecify.annotations.NullMarked;
