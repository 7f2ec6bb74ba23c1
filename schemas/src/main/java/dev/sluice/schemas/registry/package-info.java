/**
 * The Avro serde over a schema registry that speaks Confluent's protocol: its wire format (a zero byte, the schema's id in
 * four bytes, the Avro binary encoding), its REST interface and its names of settings. It works with Confluent Schema
 * Registry and with Apicurio Registry's {@code /apis/ccompat/v7}.
 */
@NullMarked
package dev.sluice.schemas.registry;

import org.jspecify.annotations.NullMarked;
