@NullMarked
package dev.sluice.console.live;

import org.jspecify.annotations.NullMarked;
