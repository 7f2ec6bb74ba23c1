/** The application: what it is made of, how it is configured, and the topology that is its picture. */
@NullMarked
package dev.sluice.processor;

import org.jspecify.annotations.NullMarked;
