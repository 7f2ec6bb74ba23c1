package dev.sluice.runtime.alert;

import dev.sluice.runtime.metric.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of things that need people, and when they are over. Whoever watches a thing calls {@link #raise} or {@link #clear} at
 * every look: it is told once, again after each cooldown while it goes on, and as over when it has stayed away for one, so
 * that something that comes and goes does not fill a channel.
 *
 * <p>Calls never wait for the receiver. What it does not take after some tries is given up, with a line in the log; an alert
 * is in the log in any case. Thread-safe.
 */
public final class Alerts implements AutoCloseable {
    public static final String MESSAGES = "sluice.alerts";

    /** What it means, for the table of whoever tells alerts. */
    public static final Metric METRIC = Metric.counter(
            MESSAGES,
            "messages",
            List.of("outcome"),
            "Messages to the webhook of alerts; outcome is sent, failed or dropped.");

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private static final int MOST_WAITING = 100;
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(25));
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final AlertText text;
    private final Optional<Webhook> webhook;
    private final Duration cooldown;
    private final List<Duration> pauses;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<String, Active> active = new HashMap<>();
    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread sender;

    /**
     * A thing that goes on.
     *
     * @param quietSince since when it was not seen; absent while it is
     */
    private record Active(Alert alert, Instant toldAt, Optional<Instant> quietSince) {}

    /**
     * Begins to send.
     *
     * @param source who tells it, such as {@code sluice-console}
     * @throws org.apache.kafka.common.config.ConfigException if the template has a mistake
     */
    public Alerts(AlertSettings settings, String source, MeterRegistry registry, Clock clock) {
        this(settings, source, registry, clock, PAUSES);
    }

    Alerts(AlertSettings settings, String source, MeterRegistry registry, Clock clock, List<Duration> pauses) {
        this.text = new AlertText(settings.template(), source);
        this.webhook = settings.webhook().map(Webhook::new);
        this.cooldown = settings.cooldown();
        this.pauses = pauses;
        this.registry = registry;
        this.clock = clock;
        this.sender = Thread.ofPlatform().name("sluice-alerts").daemon().start(this::send);
    }

    /** A thing needs people. */
    public synchronized void raise(Alert alert) {
        Instant now = clock.instant();
        Optional<Active> known = Optional.ofNullable(active.get(alert.key()));
        boolean isTold = known.filter(each -> each.toldAt().plus(cooldown).isAfter(now)
                        && each.alert().severity().compareTo(alert.severity()) >= 0)
                .isPresent();
        active.put(alert.key(), new Active(alert, isTold ? known.orElseThrow().toldAt() : now, Optional.empty()));
        if (!isTold) {
            log.warn("Alert: {}. {}", alert.title(), alert.text());
            tell(alert, false);
        }
    }

    /** The thing of that key does not need people at this moment. */
    public synchronized void clear(String key) {
        Active known = active.get(key);
        if (known == null) {
            return;
        }
        Instant now = clock.instant();
        Instant quietSince = known.quietSince().orElse(now);
        if (quietSince.plus(cooldown).isAfter(now)) {
            active.put(key, new Active(known.alert(), known.toldAt(), Optional.of(quietSince)));
        } else {
            active.remove(key);
            log.info("Over: {}", known.alert().title());
            tell(known.alert(), true);
        }
    }

    /** Whether a thing was told and is not over. */
    public synchronized boolean isActive(String key) {
        return active.containsKey(key);
    }

    /** Gives up what was not sent yet. */
    @Override
    public void close() {
        sender.interrupt();
        try {
            if (!sender.join(CLOSE_TIMEOUT)) {
                log.warn("The sender of alerts did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        webhook.ifPresent(Webhook::close);
    }

    private void tell(Alert alert, boolean over) {
        if (webhook.isPresent() && !waiting.offer(text.of(alert, over))) {
            log.warn("An alert is not sent, as {} wait for the webhook already: {}", MOST_WAITING, alert.title());
            count("dropped");
        }
    }

    private void send() {
        if (webhook.isEmpty()) {
            return;
        }
        try {
            while (true) {
                count(send(webhook.get(), waiting.take()) ? "sent" : "failed");
            }
        } catch (InterruptedException e) {
            log.debug("Closing", e);
        }
    }

    private boolean send(Webhook receiver, String json) throws InterruptedException {
        for (Duration pause : pauses) {
            Optional<Webhook.Failure> failure = receiver.post(json);
            if (failure.isEmpty()) {
                return true;
            }
            if (!failure.get().worthATry()) {
                return given(failure.get());
            }
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        }
        return receiver.post(json).map(this::given).orElse(true);
    }

    private boolean given(Webhook.Failure failure) {
        log.warn("The webhook did not take an alert, which is given up: {}", failure.why());
        return false;
    }

    private void count(String outcome) {
        registry.counter(MESSAGES, "outcome", outcome).increment();
    }
}
