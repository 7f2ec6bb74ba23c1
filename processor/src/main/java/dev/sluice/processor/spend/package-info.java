/** What calls to models cost: prices, the cost of a call and of a document, and the sums by hour and day. */
@NullMarked
package dev.sluice.processor.spend;

import org.jspecify.annotations.NullMarked;
