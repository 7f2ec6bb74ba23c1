package dev.sluice.processor.step;

import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.avro.LlmUsage;
import java.util.ArrayList;
import java.util.List;

/**
 * Several steps as one: each gets what the one before made, until one is not done. A retry begins at the first again with
 * what was reached, so each step leaves alone what is there already.
 *
 * @param <T> what the steps work on
 */
public final class Sequence<T> implements Step<T, T> {
    private final List<Step<T, T>> steps;

    public Sequence(List<Step<T, T>> steps) {
        this.steps = List.copyOf(steps);
    }

    @Override
    public StepResult<T, T> apply(T input, int retries) throws InterruptedException {
        T current = input;
        List<LlmUsage> usage = new ArrayList<>();
        for (Step<T, T> step : steps) {
            StepResult<T, T> result = step.apply(current, retries);
            usage.addAll(result.usage());
            switch (result) {
                case Done<T, T> done -> current = done.output();
                case Rejected<T, T> rejected -> {
                    return new Rejected<>(rejected.input(), rejected.rejection(), usage);
                }
                case RetryLater<T, T> later -> {
                    return new RetryLater<>(later.input(), later.notBefore(), later.cause(), usage);
                }
                case OnHold<T, T> held -> {
                    return new OnHold<>(held.input(), held.hold(), usage);
                }
            }
        }
        return new Done<>(current, usage);
    }
}
