/** Tests of processor and console together: what neither module can show alone. */
@NullMarked
package dev.sluice.acceptance;

import org.jspecify.annotations.NullMarked;
