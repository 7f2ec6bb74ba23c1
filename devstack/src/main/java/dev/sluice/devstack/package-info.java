/**
 * A real Kafka broker and a real schema registry as child processes on loopback, for the quickstart, tests and
 * benchmarks. The children end with the process that started them, however that ends.
 */
@NullMarked
package dev.sluice.devstack;

import org.jspecify.annotations.NullMarked;
