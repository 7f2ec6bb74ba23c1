/**
 * What people set while the pipeline runs: the settings on {@code pipeline.control} as types, read by every instance and
 * written with an audit event.
 */
@NullMarked
package dev.sluice.runtime.control;

import org.jspecify.annotations.NullMarked;
