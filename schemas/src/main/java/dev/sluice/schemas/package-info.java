/** What Sluice's applications agree on: topics, header names and the Avro contracts. */
@NullMarked
package dev.sluice.schemas;

import org.jspecify.annotations.NullMarked;
