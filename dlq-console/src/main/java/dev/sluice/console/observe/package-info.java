/** The console's metrics. */
@NullMarked
package dev.sluice.console.observe;

import org.jspecify.annotations.NullMarked;
