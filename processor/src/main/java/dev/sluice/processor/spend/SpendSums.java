package dev.sluice.processor.spend;

import dev.sluice.runtime.cost.Tokens;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.avro.SpendSubject;
import dev.sluice.schemas.avro.SpendWindow;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Sums of calls, which belong to no window until they are published. */
public final class SpendSums {
    /** Of no calls. */
    public static final Spend NOTHING = Spend.newBuilder()
            .setWindow(SpendWindow.UNKNOWN)
            .setStart(Instant.EPOCH)
            .setSubject(SpendSubject.UNKNOWN)
            .setCalls(0)
            .setUsage(new TokenUsage(0L, 0L, 0L))
            .setCostMicros(0)
            .build();

    private SpendSums() {}

    /** What a call adds, by whose call it is; nothing if the call could not be read. */
    public static List<KeyValue<String, Spend>> of(@Nullable LlmUsage call) {
        List<KeyValue<String, Spend>> parts = new ArrayList<>();
        if (call != null) {
            parts.add(part(call, SpendSubject.ALL, ""));
            parts.add(part(call, SpendSubject.MODEL, call.getModel()));
            call.getTenant().ifPresent(tenant -> parts.add(part(call, SpendSubject.TENANT, tenant)));
            call.getProfile().ifPresent(profile -> parts.add(part(call, SpendSubject.PROFILE, profile)));
        }
        return parts;
    }

    /** Both together, as what the first one is about. */
    public static Spend sum(Spend one, Spend other) {
        return Spend.newBuilder(one)
                .setCalls(one.getCalls() + other.getCalls())
                .setFailedCalls(one.getFailedCalls() + other.getFailedCalls())
                .setUnpricedCalls(one.getUnpricedCalls() + other.getUnpricedCalls())
                .setUsage(Tokens.sum(one.getUsage(), other.getUsage()))
                .setCostMicros(Math.addExact(one.getCostMicros(), other.getCostMicros()))
                .setByInstance(merged(one.getByInstance(), other.getByInstance()))
                .build();
    }

    /** The sum as that of a window. */
    public static Spend in(SpendWindow window, Instant start, Spend sum) {
        return Spend.newBuilder(sum).setWindow(window).setStart(start).build();
    }

    private static KeyValue<String, Spend> part(LlmUsage call, SpendSubject subject, String name) {
        return KeyValue.pair(
                SpendKeys.subject(subject, name),
                Spend.newBuilder(NOTHING)
                        .setSubject(subject)
                        .setName(name)
                        .setCalls(1)
                        .setFailedCalls(call.getOutcome() == AttemptOutcome.FAILED ? 1 : 0)
                        .setUnpricedCalls(call.getUnpriced() ? 1 : 0)
                        .setUsage(call.getUsage())
                        .setCostMicros(call.getCostMicros())
                        .setByInstance(
                                call.getInstance().isEmpty() || call.getCostMicros() == 0
                                        ? Map.of()
                                        : Map.of(call.getInstance(), call.getCostMicros()))
                        .build());
    }

    private static Map<String, Long> merged(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sums = new TreeMap<>(one);
        other.forEach((instance, micros) -> sums.merge(instance, micros, Math::addExact));
        return sums;
    }
}
