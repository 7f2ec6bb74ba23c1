package dev.sluice.processor.resilience;

import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.IntUnaryOperator;

/** Callers without number before one limit, in virtual time: as many calls as it allows are always in flight. */
final class SimulatedCalls {
    static final LlmRequest ANY = new LlmRequest(List.of(new Message(Role.USER, "hello")), Optional.empty(), 1);

    private final VirtualTime time;
    private final ConcurrencyLimit limit;
    private final PriorityQueue<Call> calls = new PriorityQueue<>(Comparator.comparing(Call::end));
    private int answered;

    private record Call(Instant start, Instant end, String kind, boolean refused) {}

    SimulatedCalls(VirtualTime time, ConcurrencyLimit limit) {
        this.time = time;
        this.limit = limit;
    }

    /**
     * Goes on for a while.
     *
     * @param callers the most calls at once
     * @param millis what a call takes that begins with so many in flight; below 0 it is refused at once
     */
    void run(Duration duration, int callers, IntUnaryOperator millis) throws InterruptedException {
        Instant end = time.instant().plus(duration);
        while (time.instant().isBefore(end)) {
            while (calls.size() < Math.min(callers, limit.limit())) {
                begin(millis.applyAsInt(calls.size() + 1));
            }
            Call next = calls.remove();
            time.at(next.end());
            if (next.refused()) {
                limit.throttled(next.start());
            } else {
                answered++;
                limit.answered(next.kind(), next.start(), Duration.between(next.start(), next.end()));
            }
            limit.permits().release();
        }
    }

    int inFlight() {
        return calls.size();
    }

    /** Since the last time that this was asked. */
    int answered() {
        int count = answered;
        answered = 0;
        return count;
    }

    private void begin(int millis) throws InterruptedException {
        limit.permits().acquire(ANY);
        Instant start = time.instant();
        calls.add(new Call(start, start.plusMillis(millis < 0 ? 20 : millis), "", millis < 0));
    }
}
