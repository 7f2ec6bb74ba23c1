package dev.sluice.schemas.registry;

/**
 * A schema's place in the registry.
 *
 * @param subject such as {@code documents.raw-value}
 * @param id what records carry
 * @param version counted from 1 within the subject
 * @param added whether this call registered it; false when it was there before
 */
public record RegisteredVersion(String subject, int id, int version, boolean added) {}
