/** Finds facts in documents: entities and the profile's own fields, each with the place that says so. */
@NullMarked
package dev.sluice.processor.extract;

import org.jspecify.annotations.NullMarked;
