package dev.sluice.processor.alert;

import dev.sluice.processor.observe.Metrics;
import dev.sluice.runtime.alert.Alert;
import dev.sluice.runtime.alert.Alert.Severity;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.schemas.avro.DeadLetterReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Tells when many of the last ten minutes' documents became dead letters. For one thread. */
public final class DeadLetterCheck implements AlertCheck {
    private static final String KEY = "dead-letters";
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final double FEWEST = 20;
    private static final int MOST_REASONS = 3;
    private static final int PERCENT = 100;

    private final MeterRegistry registry;
    private final double ratio;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /** The counts since the start, dead letters by reason. */
    private record Sample(Instant at, double enriched, Map<String, Double> dead) {
        double allDead() {
            return dead.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /**
     * @param registry has the counter of documents
     * @param ratio above which share it tells; 1 for never
     */
    public DeadLetterCheck(MeterRegistry registry, double ratio, Clock clock) {
        this.registry = registry;
        this.ratio = ratio;
        this.clock = clock;
    }

    @Override
    public void look(Alerts alerts) {
        Sample now = sample();
        while (samples.size() > 1 && samples.element().at().plus(WINDOW).isBefore(now.at())) {
            samples.remove();
        }
        Sample then = samples.isEmpty() ? new Sample(now.at(), 0, Map.of()) : samples.element();
        samples.add(now);
        double dead = now.allDead() - then.allDead();
        double all = dead + now.enriched() - then.enriched();
        if (all >= FEWEST && dead > ratio * all) {
            alerts.raise(new Alert(
                    KEY,
                    Severity.WARNING,
                    Math.round(PERCENT * dead / all) + " % of documents become dead letters",
                    Math.round(dead) + " of the last " + Math.round(all) + " outcomes of this instance were: "
                            + reasons(then, now) + ". Look at some of them in the console: one cause, such as an edited"
                            + " prompt, a changed model or a new kind of document, often holds many. Redrive them once it"
                            + " is gone."));
        } else {
            alerts.clear(KEY);
        }
    }

    private Sample sample() {
        double enriched = 0;
        Map<String, Double> dead = new TreeMap<>();
        for (Counter counter : registry.find(Metrics.DOCUMENTS).counters()) {
            String reason = Objects.requireNonNullElse(counter.getId().getTag("reason"), "");
            if ("enriched".equals(counter.getId().getTag("outcome"))) {
                enriched += counter.count();
            } else if (!reason.equals(DeadLetterReason.AUDIT_SAMPLE.name())) {
                dead.merge(reason, counter.count(), Double::sum);
            }
        }
        return new Sample(clock.instant(), enriched, dead);
    }

    private static String reasons(Sample then, Sample now) {
        Map<String, Double> since = new TreeMap<>();
        now.dead()
                .forEach(
                        (reason, count) -> since.put(reason, count - then.dead().getOrDefault(reason, 0.0)));
        return since.entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(MOST_REASONS)
                .map(each -> Math.round(each.getValue()) + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }
}
