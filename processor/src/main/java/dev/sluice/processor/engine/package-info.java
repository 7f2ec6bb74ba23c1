/** Engines make the stages' results: models, or the offline rules. A stage tries its profile's engines in order. */
@NullMarked
package dev.sluice.processor.engine;

import org.jspecify.annotations.NullMarked;
