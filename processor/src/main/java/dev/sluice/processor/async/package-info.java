/**
 * Durable asynchronous stages for Kafka Streams: slow calls run beside the stream thread, many at a time, and what they
 * work on is kept in a changelogged store until their result was forwarded in the same transaction.
 */
@NullMarked
package dev.sluice.processor.async;

import org.jspecify.annotations.NullMarked;
