package dev.sluice.processor;

import dev.sluice.runtime.streams.BrokerFailure;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be there before the first record is taken in: brokers, topics, the registry and the contracts in it. Waits
 * for them, because on a new cluster they come up in any order, and says what it waits for.
 */
final class StartChecks {
    private static final Logger log = LoggerFactory.getLogger(StartChecks.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Without corrections documents are processed all the same: their reader says it when the topic is missing. */
    private static final Set<Topic> NEEDED = EnumSet.of(
            Topic.RAW,
            Topic.REDRIVE,
            Topic.ENRICHED,
            Topic.DEAD_LETTER,
            Topic.USAGE,
            Topic.PROGRESS,
            Topic.CONTROL,
            Topic.SPEND);

    private final Properties streams;
    private final Outputs outputs;
    private volatile Optional<String> waitingFor = Optional.of("Not started yet.");

    StartChecks(Properties streams, Outputs outputs) {
        this.streams = streams;
        this.outputs = outputs;
    }

    /** What is missing still; empty once all is there. */
    Optional<String> waitingFor() {
        return waitingFor;
    }

    /** Waits until all is there. */
    void await() throws InterruptedException {
        try (Admin admin = Admin.create(adminConfig(streams))) {
            Optional<String> missing = missing(admin);
            while (missing.isPresent()) {
                if (!missing.equals(waitingFor)) {
                    log.warn("Waiting. {}", missing.get());
                }
                waitingFor = missing;
                Thread.sleep(PAUSE);
                missing = missing(admin);
            }
            waitingFor = missing;
        }
    }

    private Optional<String> missing(Admin admin) throws InterruptedException {
        try {
            Set<String> existing = admin.listTopics().names().get();
            List<String> absent = NEEDED.stream()
                    .map(Topic::topicName)
                    .filter(name -> !existing.contains(name))
                    .toList();
            if (!absent.isEmpty()) {
                return Optional.of("Topics are missing: " + String.join(", ", absent)
                        + ". Create them with: sluice topics create, or let this user describe them.");
            }
            outputs.lookUp();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(BrokerFailure.describe(
                    String.valueOf(streams.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG)),
                    e.getCause() == null ? e : e.getCause()));
        } catch (SerializationException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What an admin client takes of the configuration. */
    static Map<String, Object> adminConfig(Properties streams) {
        Map<String, Object> config = new HashMap<>();
        streams.forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key.toString())) {
                config.put(key.toString(), value);
            }
        });
        return config;
    }
}
