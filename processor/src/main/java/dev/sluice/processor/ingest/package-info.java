/** From a record's bytes to the document's text. */
@NullMarked
package dev.sluice.processor.ingest;

import org.jspecify.annotations.NullMarked;
