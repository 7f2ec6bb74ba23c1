/** What happens in the pipeline at this moment, as far as it says so. */
@NullMarked
package dev.sluice.console.live;

import org.jspecify.annotations.NullMarked;
