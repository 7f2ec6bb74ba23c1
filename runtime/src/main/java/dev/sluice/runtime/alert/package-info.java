/** Tells people outside that something needs them: by webhook, once for each thing, and again when it is over. */
@NullMarked
package dev.sluice.runtime.alert;

import org.jspecify.annotations.NullMarked;
