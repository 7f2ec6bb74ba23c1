/** {@code sluice control}: what people set while the pipeline runs. */
@NullMarked
package dev.sluice.quickstart.control;

import org.jspecify.annotations.NullMarked;
