package dev.sluice.processor.config;

import dev.sluice.runtime.config.ConfigSources;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;

/**
 * The processor's configuration: the values of the keys in {@link ConfigTable}, those of each further model among them.
 * Immutable; secrets do not show in its text.
 */
public final class Settings {
    private final Map<String, String> raw;

    private Settings(Map<String, String> raw) {
        this.raw = raw;
    }

    /**
     * Checks the names of the keys.
     *
     * @throws ConfigException naming the key that is unknown
     */
    public static Settings of(Map<String, String> values) {
        Set<String> known = ConfigTable.definitions().names();
        TreeSet<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        names(values).forEach(engine -> known.forEach(key -> unknown.remove(keyOf(engine, key))));
        unknown.removeIf(key -> ConfigValues.isForeign(key) || key.startsWith(ConfigTable.CONSOLE_PREFIX));
        if (!unknown.isEmpty()) {
            throw new ConfigException("Unknown configuration key " + unknown.first() + " (in the environment: "
                    + ConfigSources.variable(unknown.first()) + "). " + hint(unknown.first(), known));
        }
        return new Settings(Map.copyOf(values));
    }

    /**
     * The values of the table's keys.
     *
     * @throws ConfigException naming the key that has a bad value
     */
    public ConfigValues values() {
        return ConfigValues.of(ConfigTable.definitions(), raw);
    }

    /** The names of the further models. */
    public List<String> engines() {
        return names(raw);
    }

    /**
     * The values with those of a further model in the place of the default one's.
     *
     * @throws ConfigException naming the key that has a bad value
     */
    public ConfigValues engine(String name) {
        Map<String, String> values = new HashMap<>(raw);
        for (String key : ConfigTable.definitions().names()) {
            String own = raw.get(keyOf(name, key));
            if (own != null) {
                values.put(key, own);
            }
        }
        return ConfigValues.of(ConfigTable.definitions(), values);
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

    private static String hint(String key, Set<String> known) {
        String group = key.substring(0, key.indexOf('.') + 1);
        String alike = known.stream()
                .filter(name -> !group.isEmpty() && name.startsWith(group))
                .sorted()
                .collect(Collectors.joining(", "));
        return alike.isEmpty()
                ? "The keys are listed in docs/configuration.md; those for Kafka's clients begin with "
                        + SharedKeys.KAFKA_PREFIX
                : "Keys that begin alike: " + alike + ".";
    }
}
