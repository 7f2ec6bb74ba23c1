/** The time that everything in a process goes by. */
@NullMarked
package dev.sluice.runtime.time;

import org.jspecify.annotations.NullMarked;
