package dev.sluice.validate;

import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Summary;

/** What the stages made of one document. */
public record Results(Extraction extraction, Summary summary, Classification classification) {}
