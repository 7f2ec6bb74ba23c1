/** Tests of the package of the same name. */
@NullMarked
package dev.sluice.quickstart.demo;

import org.jspecify.annotations.NullMarked;
