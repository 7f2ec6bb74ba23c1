/** Where the log of a process goes and how it looks. */
@NullMarked
package dev.sluice.runtime.log;

import org.jspecify.annotations.NullMarked;
