package dev.sluice.processor.evaluate;

import dev.sluice.processor.DirectResult;
import dev.sluice.profile.Example;
import java.time.Duration;

/**
 * A document that went through.
 *
 * @param expected the document with what it should have got
 * @param took waits included
 */
record Measured(Example expected, DirectResult result, Duration took) {}
