/** From documents that are pictures to their text, by a model that sees. */
@NullMarked
package dev.sluice.processor.transcribe;

import org.jspecify.annotations.NullMarked;
