package dev.sluice.processor.llm;

import dev.sluice.processor.llm.AnswerCheck.Verdict.Good;
import dev.sluice.schemas.avro.Attempt;
import java.util.Optional;

/**
 * One answer of the conversation as it was judged.
 *
 * @param good what was made of it; present if the attempt is valid
 */
record Turn<T>(Attempt attempt, Optional<Good<T>> good) {}
