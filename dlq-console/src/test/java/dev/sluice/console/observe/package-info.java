@NullMarked
package dev.sluice.console.observe;

import org.jspecify.annotations.NullMarked;
