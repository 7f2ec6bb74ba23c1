/**
 * Documents that do not fit into one request to a model: cut into parts at the bounds that a reader would choose, read a few
 * at a time, and what came of each kept apart so that nothing is paid for twice.
 */
@NullMarked
package dev.sluice.processor.chunk;

import org.jspecify.annotations.NullMarked;
