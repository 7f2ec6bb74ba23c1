/** Load runs through the real topology, against a real broker and the simulated model server; not published. */
@NullMarked
package dev.sluice.benchmarks;

import org.jspecify.annotations.NullMarked;
