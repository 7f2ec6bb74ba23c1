package dev.sluice.console;

import dev.sluice.console.review.ReviewSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What the console is configured with, from the values of its keys.
 *
 * @param profiles the folder of further profiles, if any
 */
public record ConsoleSettings(
        ConsoleConfig console, WebSettings web, Optional<Path> profiles, Duration profilesReload) {
    /** Keys that are the registry serde's own, by the names that Confluent's clients use. */
    private static final Set<String> REGISTRY_PREFIXES = Set.of("schema.registry.", "basic.auth.", "bearer.auth.");

    private static final Set<String> SERDE_CLASSES = Set.of("value.serializer.class", "value.deserializer.class");

    /**
     * Checks the values. Keys that are neither the console's nor Kafka's nor the registry's are the processor's, and do not
     * count here.
     *
     * @throws ConfigException naming the key that is unknown or has a bad value
     */
    public static ConsoleSettings of(Map<String, String> values) {
        ConfigDef table = ConsoleTable.definitions();
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeIf(key -> !key.startsWith(ConsoleTable.PREFIX));
        unknown.removeAll(table.names());
        if (!unknown.isEmpty()) {
            throw new ConfigException("Unknown configuration key " + unknown.first() + ". The console's keys: "
                    + String.join(", ", new TreeSet<>(table.names())) + ".");
        }
        Map<String, Object> typed = table.parse(values);
        try {
            return of(values, typed);
        } catch (IllegalArgumentException e) {
            ConfigException failure = new ConfigException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static ConsoleSettings of(Map<String, String> values, Map<String, Object> typed) {
        Map<String, String> kafka = new TreeMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(ConsoleTable.KAFKA_PREFIX)) {
                kafka.put(key.substring(ConsoleTable.KAFKA_PREFIX.length()), value);
            }
        });
        ReviewSettings review = new ReviewSettings(
                millis(typed, ConsoleTable.UNDO_MS),
                millis(typed, ConsoleTable.LEASE_MS),
                millis(typed, ConsoleTable.LEASE_MAX_MS),
                (Integer) value(typed, ConsoleTable.REDRIVE_CAP),
                (Integer) value(typed, ConsoleTable.ITEM_ORIGINAL_BYTES),
                millis(typed, ConsoleTable.RETENTION_MS));
        ConsoleConfig console = new ConsoleConfig(
                (String) value(typed, ConsoleTable.APPLICATION_ID),
                Path.of((String) value(typed, ConsoleTable.STATE_DIR)),
                kafka,
                only(values, ConsoleSettings::isRegistryKey),
                review);
        WebSettings web = new WebSettings(
                (String) value(typed, ConsoleTable.HOST),
                (Integer) value(typed, ConsoleTable.PORT),
                Path.of((String) value(typed, ConsoleTable.USERS_FILE)),
                Optional.ofNullable((Password) typed.get(ConsoleTable.SESSION_KEY))
                        .map(Password::value)
                        .filter(key -> !key.isBlank()),
                millis(typed, ConsoleTable.SESSION_MS),
                (Boolean) value(typed, ConsoleTable.COOKIE_SECURE),
                millis(typed, ConsoleTable.ANSWER_TIMEOUT_MS));
        return new ConsoleSettings(
                console,
                web,
                Optional.ofNullable((String) typed.get(ConsoleTable.PROFILES_DIR))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of),
                millis(typed, ConsoleTable.PROFILES_RELOAD_MS));
    }

    private static Duration millis(Map<String, Object> typed, String key) {
        return Duration.ofMillis((Long) value(typed, key));
    }

    private static Object value(Map<String, Object> typed, String key) {
        return Objects.requireNonNull(typed.get(key), key);
    }

    private static Map<String, String> only(Map<String, String> values, Predicate<String> wanted) {
        return values.entrySet().stream()
                .filter(entry -> wanted.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isRegistryKey(String key) {
        return SERDE_CLASSES.contains(key) || REGISTRY_PREFIXES.stream().anyMatch(key::startsWith);
    }
}
