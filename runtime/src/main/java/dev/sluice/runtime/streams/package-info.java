/** What every Kafka Streams application of Sluice needs around its topology. */
@NullMarked
package dev.sluice.runtime.streams;

import org.jspecify.annotations.NullMarked;
