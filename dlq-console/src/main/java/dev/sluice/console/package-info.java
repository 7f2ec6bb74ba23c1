/** The review console: people decide what the models could not. */
@NullMarked
package dev.sluice.console;

import org.jspecify.annotations.NullMarked;
