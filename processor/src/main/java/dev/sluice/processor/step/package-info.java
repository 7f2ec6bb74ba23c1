/** What a stage does to a document and how it can end; plain Java, without Kafka. */
@NullMarked
package dev.sluice.processor.step;

import org.jspecify.annotations.NullMarked;
