/** Calls to models: one blocking client, and decorators around it, each for one concern. */
@NullMarked
package dev.sluice.processor.llm;

import org.jspecify.annotations.NullMarked;
