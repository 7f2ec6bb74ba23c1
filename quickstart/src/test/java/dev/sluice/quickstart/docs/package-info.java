/** The documentation itself: its links, and the examples that it shows. */
@NullMarked
package dev.sluice.quickstart.docs;

import org.jspecify.annotations.NullMarked;
