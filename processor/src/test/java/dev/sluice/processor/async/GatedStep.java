package dev.sluice.processor.async;

import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A step whose calls end when and how the test says. */
final class GatedStep implements Step<String, String> {
    private final Map<String, BlockingQueue<StepResult<String, String>>> results = new ConcurrentHashMap<>();
    private final List<String> started = new CopyOnWriteArrayList<>();
    private final List<String> interrupted = new CopyOnWriteArrayList<>();

    @Override
    public StepResult<String, String> apply(String input, int retries) throws InterruptedException {
        started.add(retries == 0 ? input : input + "#" + retries);
        try {
            StepResult<String, String> result = queue(input).take();
            // A result that comes just after the interrupt may still wake this call; it is for the one that follows.
            if (Thread.interrupted()) {
                queue(input).add(result);
                throw new InterruptedException();
            }
            return result;
        } catch (InterruptedException e) {
            interrupted.add(input);
            throw e;
        }
    }

    /** Lets the call for this input end with its upper-case form. */
    void finish(String input) {
        end(input, new StepResult.Done<>(input.toUpperCase(java.util.Locale.ROOT), List.of()));
    }

    void end(String input, StepResult<String, String> result) {
        queue(input).add(result);
    }

    /** The inputs called so far, with the number of retries behind a hash. */
    List<String> started() {
        return started;
    }

    List<String> interrupted() {
        return interrupted;
    }

    private BlockingQueue<StepResult<String, String>> queue(String input) {
        return results.computeIfAbsent(input, ignored -> new LinkedBlockingQueue<>());
    }
}
