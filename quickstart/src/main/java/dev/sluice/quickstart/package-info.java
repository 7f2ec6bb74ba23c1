/** The launcher {@code sluice}: its commands, and what it says when one fails. */
@NullMarked
package dev.sluice.quickstart;

import org.jspecify.annotations.NullMarked;
