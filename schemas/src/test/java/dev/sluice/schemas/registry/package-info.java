/** The serde against registries that misbehave, and against real ones. */
@NullMarked
package dev.sluice.schemas.registry;

import org.jspecify.annotations.NullMarked;
