/** Gives documents one of their profile's labels. */
@NullMarked
package dev.sluice.processor.classify;

import org.jspecify.annotations.NullMarked;
