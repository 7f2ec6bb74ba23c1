package dev.sluice.processor.combined;

import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Summary;

/** The results of all stages, out of one answer. */
record CombinedResult(Extraction extraction, Summary summary, Classification classification) {}
