package dev.sluice.runtime.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** References of configuration keys as Markdown tables, for the documentation. */
public final class ConfigReference {
    private static final String HEAD = "| key | default | values | meaning |\n|---|---|---|---|\n";

    private ConfigReference() {}

    /** All keys of a table, by name. */
    public static String of(ConfigDef definitions) {
        return table(sorted(definitions));
    }

    /** Those of them that nearly everybody sets or knows. */
    public static String importantOf(ConfigDef definitions) {
        return table(sorted(definitions).stream()
                .filter(key -> key.importance == Importance.HIGH)
                .toList());
    }

    private static List<ConfigKey> sorted(ConfigDef definitions) {
        return definitions.configKeys().values().stream()
                .sorted(Comparator.comparing((ConfigKey key) -> key.name))
                .toList();
    }

    private static String table(List<ConfigKey> keys) {
        return keys.stream().map(ConfigReference::row).collect(Collectors.joining("\n", HEAD, "\n"));
    }

    private static String row(ConfigKey key) {
        return "| `" + key.name + "` | " + defaultOf(key) + " | " + valuesOf(key) + " | " + key.documentation + " |";
    }

    private static String defaultOf(ConfigKey key) {
        return key.defaultValue == null ? "" : "`" + key.defaultValue + "`";
    }

    private static String valuesOf(ConfigKey key) {
        if (key.validator == null) {
            return key.type == ConfigDef.Type.PASSWORD
                    ? "secret"
                    : key.type.name().toLowerCase(Locale.ROOT);
        }
        return key.validator.toString().replace("[", "").replace("]", "").replace(",...,", " to ");
    }
}
