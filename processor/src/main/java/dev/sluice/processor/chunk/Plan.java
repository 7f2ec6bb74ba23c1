package dev.sluice.processor.chunk;

import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.util.List;
import java.util.Optional;

/** How a document is to be read at a stage. */
public sealed interface Plan {

    /** It fits into one request. */
    record Whole() implements Plan {}

    /**
     * It is read in parts.
     *
     * @param parts at least two, in their order; together they cover the document
     * @param tokens how much text a request holds
     */
    record InParts(List<Part> parts, int tokens) implements Plan {
        public InParts {
            parts = List.copyOf(parts);
        }
    }

    /**
     * It would take more parts than are allowed.
     *
     * @param tokens how much text a request holds
     * @param detail what was wrong, and the remedy
     */
    record TooLong(int tokens, String detail) implements Plan {

        /** The document's own fault. */
        public <T> EngineResult<T> result() {
            return new EngineResult.Unusable<>(new Rejection(DeadLetterReason.TOO_LARGE, detail), List.of());
        }
    }

    /**
     * The instructions leave no room for any document.
     *
     * @param cause what was wrong, and the remedy
     */
    record NoRoom(String cause) implements Plan {

        /** The configuration's fault, so documents wait. */
        public <T> EngineResult<T> result() {
            return new EngineResult.Unavailable<>(Optional.empty(), cause, List.of());
        }
    }
}
