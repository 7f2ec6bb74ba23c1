package dev.sluice.runtime.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * The values of the keys in a table, checked and typed. Keys that are not in the table are left alone: which of them are
 * refused, its owner says. Immutable; secrets do not show in its text.
 */
public final class ConfigValues {
    /** Keys that are the registry serde's own, by the names that Confluent's clients use. */
    private static final Set<String> REGISTRY_PREFIXES = Set.of("schema.registry.", "basic.auth.", "bearer.auth.");

    private static final Set<String> SERDE_CLASSES = Set.of(SharedKeys.VALUE_SERIALIZER, SharedKeys.VALUE_DESERIALIZER);

    private final Map<String, Object> typed;
    private final Map<String, String> raw;

    private ConfigValues(Map<String, Object> typed, Map<String, String> raw) {
        this.typed = typed;
        this.raw = raw;
    }

    /**
     * Checks the values, those in files that they refer to. References of keys that are not read here are left alone:
     * another program may have other files.
     *
     * @throws ConfigException naming the key that has a bad value
     */
    public static ConfigValues of(ConfigDef table, Map<String, String> values) {
        FileReferences files = new FileReferences();
        Map<String, String> resolved = new HashMap<>(values);
        resolved.replaceAll((key, value) ->
                table.configKeys().containsKey(key) || isForeign(key) ? files.resolve(key, value) : value);
        try {
            return new ConfigValues(table.parse(resolved), Map.copyOf(resolved));
        } catch (ConfigException e) {
            throw withoutSecrets(e, values, resolved);
        }
    }

    /** Kafka shows the bad value; one out of a file may be meant to be seen by nobody. */
    private static ConfigException withoutSecrets(
            ConfigException failure, Map<String, String> values, Map<String, String> resolved) {
        String message = String.valueOf(failure.getMessage());
        for (Map.Entry<String, String> value : values.entrySet()) {
            message = message.replace(
                    invalid(value.getKey(), resolved.get(value.getKey())), invalid(value.getKey(), value.getValue()));
        }
        return new ConfigException(message);
    }

    private static String invalid(String key, @Nullable String value) {
        return "Invalid value " + value + " for configuration " + key;
    }

    public String text(String key) {
        return optionalText(key).orElseThrow(() -> new ConfigException("The key " + key + " has no value."));
    }

    public Optional<String> optionalText(String key) {
        return Optional.ofNullable((String) typed.get(key)).filter(value -> !value.isBlank());
    }

    public Optional<String> secret(String key) {
        return Optional.ofNullable((Password) typed.get(key))
                .map(Password::value)
                .filter(value -> !value.isBlank());
    }

    public Path path(String key) {
        return Path.of(text(key));
    }

    public Optional<Path> optionalPath(String key) {
        return optionalText(key).map(Path::of);
    }

    public int integer(String key) {
        return (Integer) required(key);
    }

    public long whole(String key) {
        return (Long) required(key);
    }

    public boolean flag(String key) {
        return (Boolean) required(key);
    }

    public Duration millis(String key) {
        return Duration.ofMillis((Long) required(key));
    }

    public double number(String key) {
        return (Double) required(key);
    }

    public Optional<Double> optionalNumber(String key) {
        return Optional.ofNullable((Double) typed.get(key));
    }

    /** The keys for Kafka's clients, without their prefix. */
    public Map<String, String> kafka() {
        Map<String, String> keys = new TreeMap<>();
        raw.forEach((key, value) -> {
            if (key.startsWith(SharedKeys.KAFKA_PREFIX)) {
                keys.put(key.substring(SharedKeys.KAFKA_PREFIX.length()), value);
            }
        });
        return keys;
    }

    /** The keys for the registry serde, its classes among them where they are given. */
    public Map<String, String> registry() {
        return raw.entrySet().stream()
                .filter(entry -> SERDE_CLASSES.contains(entry.getKey()) || isRegistryKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the key is Kafka's or the registry serde's, whose names no table of ours lists. */
    public static boolean isForeign(String key) {
        return key.startsWith(SharedKeys.KAFKA_PREFIX) || isRegistryKey(key);
    }

    private Object required(String key) {
        return Objects.requireNonNull(typed.get(key), key);
    }

    private static boolean isRegistryKey(String key) {
        return REGISTRY_PREFIXES.stream().anyMatch(key::startsWith);
    }
}
