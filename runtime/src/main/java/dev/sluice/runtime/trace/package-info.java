/** Traces by OpenTelemetry that follow a document through Kafka. */
@NullMarked
package dev.sluice.runtime.trace;

import org.jspecify.annotations.NullMarked;
