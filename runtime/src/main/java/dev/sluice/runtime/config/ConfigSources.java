package dev.sluice.runtime.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;

/**
 * Gathers the values of configuration keys: a flag beats the environment, the environment beats the file. Names are not
 * checked here but by the table of whoever reads them.
 */
public final class ConfigSources {
    private static final String PREFIX = "SLUICE_";
    /** Names the file where no flag does. */
    private static final String FILE = "SLUICE_CONFIG";
    /** Set wherever OpenAI's own tools are used, so it is taken unless a key of ours says otherwise. */
    private static final Map<String, String> OPENAI_NAMES =
            Map.of("OPENAI_API_KEY", "llm.api.key", "OPENAI_BASE_URL", "llm.base.url", "OPENAI_MODEL", "llm.model");

    private ConfigSources() {}

    /**
     * Merges the sources.
     *
     * @param flags from the command line, by key
     * @param file a properties file in UTF-8; the one that {@code SLUICE_CONFIG} names if absent
     * @param environment variables such as {@code SLUICE_LLM_MODEL} for {@code llm.model}
     * @throws ConfigException if the file cannot be read
     */
    public static Map<String, String> merge(
            Map<String, String> flags, Optional<Path> file, Map<String, String> environment) {
        Map<String, String> merged = new HashMap<>();
        file.or(() -> Optional.ofNullable(environment.get(FILE)).map(Path::of))
                .ifPresent(path -> merged.putAll(read(path)));
        OPENAI_NAMES.forEach((name, key) -> {
            String value = environment.get(name);
            if (value != null && !value.isBlank()) {
                merged.putIfAbsent(key, value);
            }
        });
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(FILE)) {
                merged.put(key(name), value);
            }
        });
        merged.putAll(flags);
        return Map.copyOf(merged);
    }

    /**
     * The flags of a command line that has nothing else.
     *
     * @param args {@code key=value} each
     * @throws ConfigException naming the one that is not
     */
    public static Map<String, String> flags(String[] args) {
        Map<String, String> flags = new HashMap<>();
        for (String arg : args) {
            int equals = arg.indexOf('=');
            if (equals < 1) {
                throw new ConfigException("The argument '" + arg + "' is not of the form key=value.");
            }
            flags.put(arg.substring(0, equals), arg.substring(equals + 1));
        }
        return flags;
    }

    /** The environment variable for a key. */
    public static String variable(String key) {
        return PREFIX + key.replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static String key(String variable) {
        return variable.substring(PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Map<String, String> read(Path path) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            ConfigException failure =
                    new ConfigException("The configuration file " + path + " cannot be read: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return values;
    }
}
