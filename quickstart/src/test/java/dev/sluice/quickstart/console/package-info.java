/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quickstart.console;

import org.jspecify.annotations.NullMarked;
