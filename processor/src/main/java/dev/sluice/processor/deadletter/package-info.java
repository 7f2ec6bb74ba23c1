/** What becomes of documents that need a person. */
@NullMarked
package dev.sluice.processor.deadletter;

import org.jspecify.annotations.NullMarked;
