package dev.sluice.processor.llm;

/** Calls a model and waits for its answer. Thread-safe; meant for virtual threads. */
@FunctionalInterface
public interface LlmClient {

    /**
     * Makes one call; what an implementation tries again is told in its outcome.
     *
     * @throws LlmException when there is no answer
     * @throws InterruptedException when the calling thread was interrupted; the request is aborted
     */
    LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException;
}
