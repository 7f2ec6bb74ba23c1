/** Reading of configuration: where values come from, how they are checked, and the reference page that lists the keys. */
@NullMarked
package dev.sluice.runtime.config;

import org.jspecify.annotations.NullMarked;
