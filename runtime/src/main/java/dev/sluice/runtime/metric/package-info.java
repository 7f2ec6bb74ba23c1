/** What metrics there are: one table for each application, from which the scraped help texts and the reference page come. */
@NullMarked
package dev.sluice.runtime.metric;

import org.jspecify.annotations.NullMarked;
