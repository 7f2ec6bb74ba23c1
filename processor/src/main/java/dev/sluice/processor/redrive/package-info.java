/** Documents that people send back into the pipeline. */
@NullMarked
package dev.sluice.processor.redrive;

import org.jspecify.annotations.NullMarked;
