package dev.sluice.processor.ingest;

/**
 * What reads documents that are pictures.
 *
 * @param engine the name of a model that can see
 */
public record VisionSettings(String engine, VisionLimits limits) {}
