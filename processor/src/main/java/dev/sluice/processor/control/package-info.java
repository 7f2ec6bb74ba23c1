/** What people's settings on {@code pipeline.control} do to documents and calls. */
@NullMarked
package dev.sluice.processor.control;

import org.jspecify.annotations.NullMarked;
