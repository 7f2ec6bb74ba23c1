/**
 * Bytes that nobody vouches for, mutated for some seconds in every build: files, records, the registry's answers and the
 * model's. docs/security.md says how to look longer.
 */
@NullMarked
package dev.sluice.processor.fuzz;

import org.jspecify.annotations.NullMarked;
