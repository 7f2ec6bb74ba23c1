/** The launcher's commands about the review console. */
@NullMarked
package dev.sluice.quickstart.console;

import org.jspecify.annotations.NullMarked;
