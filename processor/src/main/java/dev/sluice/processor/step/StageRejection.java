package dev.sluice.processor.step;

import dev.sluice.schemas.Stage;

/**
 * A record that a stage gave up, on its way to the dead letters.
 *
 * @param input the record with all that was found out about it
 */
public record StageRejection<I>(Stage stage, I input, Rejection rejection) {}
