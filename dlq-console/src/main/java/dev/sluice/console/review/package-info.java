/**
 * The lifecycle of documents under review: what people may decide, what comes of it, and the Kafka Streams topology that
 * makes it so. {@link dev.sluice.console.review.ReviewLifecycle} decides and knows no Kafka.
 */
@NullMarked
package dev.sluice.console.review;

import org.jspecify.annotations.NullMarked;
