/** What operators see: metrics, health, logs. */
@NullMarked
package dev.sluice.processor.observe;

import org.jspecify.annotations.NullMarked;
