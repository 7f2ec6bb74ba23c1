/** Configuration: the table of keys, and where their values come from. */
@NullMarked
package dev.sluice.processor.config;

import org.jspecify.annotations.NullMarked;
