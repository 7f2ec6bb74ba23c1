package dev.sluice.schemas.registry;

import static java.util.stream.Collectors.joining;

import dev.sluice.schemas.registry.Reply.NoAnswer;
import dev.sluice.schemas.registry.Reply.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.config.AbstractConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the registry until one of its URLs answers: each in turn, beginning with the one that answered last, then all of
 * them again after a wait. Thread-safe; each caller's question is its own.
 */
final class RegistryTransport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegistryTransport.class);

    private final List<Endpoint> endpoints;
    private final RegistryHttp http;
    private final Backoff backoff;
    private final Sleeper sleeper;
    private volatile int preferred;

    RegistryTransport(AbstractConfig config, Sleeper sleeper, RandomGenerator random) {
        this.endpoints = Endpoint.from(config);
        this.http = new RegistryHttp(config);
        this.backoff = Backoff.from(config, random);
        this.sleeper = sleeper;
    }

    /** Throws {@link RegistryUnavailableException} when no URL gave an answer in any round. */
    Settled ask(RegistryRequest request) throws InterruptedException {
        for (int round = 0; ; round++) {
            List<NoAnswer> failures = new ArrayList<>();
            int start = preferred;
            for (int i = 0; i < endpoints.size(); i++) {
                int index = (start + i) % endpoints.size();
                switch (http.exchange(endpoints.get(index), request)) {
                    case Settled settled -> {
                        preferred = index;
                        return settled;
                    }
                    case NoAnswer failure ->
                        failures.add(
                                new NoAnswer(endpoints.get(index) + ": " + failure.reason(), failure.retryAfter()));
                }
            }
            String reasons = failures.stream().map(NoAnswer::reason).collect(joining("; "));
            if (round == backoff.maxRetries()) {
                throw new RegistryUnavailableException("The schema registry gave no answer to " + request + " in "
                        + (round + 1) + " tries: " + reasons + ". Check that it runs and that "
                        + RegistryKeys.URL + " is right.");
            }
            LOG.warn("The schema registry gave no answer to {}: {}", request, reasons);
            Optional<Duration> retryAfter =
                    failures.stream().flatMap(f -> f.retryAfter().stream()).max(Comparator.naturalOrder());
            sleeper.sleep(backoff.before(round, retryAfter));
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
