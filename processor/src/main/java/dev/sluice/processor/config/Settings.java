package dev.sluice.processor.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** The values of the keys in {@link ConfigTable}, checked and typed. Immutable; secrets do not show in its text. */
public final class Settings {
    /** Keys that are the registry serde's own, by the names that Confluent's clients use. */
    private static final Set<String> REGISTRY_PREFIXES = Set.of("schema.registry.", "basic.auth.", "bearer.auth.");

    private final Map<String, Object> typed;
    private final Map<String, String> raw;

    private Settings(Map<String, Object> typed, Map<String, String> raw) {
        this.typed = typed;
        this.raw = raw;
    }

    /**
     * Checks the values.
     *
     * @throws ConfigException naming the key that is unknown or has a bad value
     */
    public static Settings of(Map<String, String> values) {
        ConfigDef definitions = ConfigTable.definitions();
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(definitions.names());
        names(values).forEach(engine -> definitions.names().forEach(key -> unknown.remove(keyOf(engine, key))));
        unknown.removeIf(key -> key.startsWith(ConfigTable.KAFKA_PREFIX)
                || key.startsWith(ConfigTable.CONSOLE_PREFIX)
                || isRegistryKey(key));
        if (!unknown.isEmpty()) {
            throw new ConfigException("Unknown configuration key " + unknown.first() + " (in the environment: "
                    + ConfigSources.variable(unknown.first()) + "). " + hint(unknown.first(), definitions.names()));
        }
        return new Settings(definitions.parse(values), Map.copyOf(values));
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

    public Optional<Path> optionalPath(String key) {
        return optionalText(key).map(Path::of);
    }

    public int integer(String key) {
        return (Integer) required(key);
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

    /** The names of the further models. */
    public List<String> engines() {
        return names(raw);
    }

    /** The settings with those of a further model in the place of the default one's. */
    public Settings engine(String name) {
        Map<String, String> values = new HashMap<>(raw);
        for (String key : ConfigTable.definitions().names()) {
            String own = raw.get(keyOf(name, key));
            if (own != null) {
                values.put(key, own);
            }
        }
        return Settings.of(values);
    }

    /** The keys for Kafka's clients, without their prefix. */
    public Map<String, String> kafka() {
        Map<String, String> keys = new TreeMap<>();
        raw.forEach((key, value) -> {
            if (key.startsWith(ConfigTable.KAFKA_PREFIX)) {
                keys.put(key.substring(ConfigTable.KAFKA_PREFIX.length()), value);
            }
        });
        return keys;
    }

    /** The keys for the registry serde. */
    public Map<String, String> registry() {
        return raw.entrySet().stream()
                .filter(entry -> isRegistryKey(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Object required(String key) {
        return Objects.requireNonNull(typed.get(key), key);
    }

    private static List<String> names(Map<String, String> values) {
        return Stream.of(values.getOrDefault(ConfigTable.LLM_ENGINES, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** A further model's key for one of the default model; other keys are not its own. */
    private static String keyOf(String engine, String key) {
        return key.startsWith(ConfigTable.LLM_PREFIX)
                ? ConfigTable.LLM_PREFIX + engine + key.substring(ConfigTable.LLM_PREFIX.length() - 1)
                : key;
    }

    private static boolean isRegistryKey(String key) {
        return REGISTRY_PREFIXES.stream().anyMatch(key::startsWith);
    }

    private static String hint(String key, Set<String> known) {
        String group = key.substring(0, key.indexOf('.') + 1);
        String alike = known.stream()
                .filter(name -> !group.isEmpty() && name.startsWith(group))
                .sorted()
                .collect(Collectors.joining(", "));
        return alike.isEmpty()
                ? "The keys are listed in docs/configuration.md; those for Kafka's clients begin with "
                        + ConfigTable.KAFKA_PREFIX
                : "Keys that begin alike: " + alike + ".";
    }
}
