package dev.sluice.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * A provider of Kafka's that has all that it is asked for, or says what it lacks: by itself it would leave the reference where
 * the value belongs. The line break at the end of a file, which editors add, does not count.
 */
final class StrictProvider implements ConfigProvider {
    private final ConfigProvider provider;
    private final BiFunction<Path, String, Path> fileOf;

    /** Takes over the provider, which must not be configured yet. */
    StrictProvider(ConfigProvider provider, BiFunction<Path, String, Path> fileOf) {
        this.provider = provider;
        this.fileOf = fileOf;
        provider.configure(Map.of());
    }

    @Override
    public ConfigData get(String path) {
        return provider.get(path);
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        if (path.isEmpty()) {
            throw new ConfigException("no file is named. Write ${file:PATH:KEY} or ${directory:PATH:NAME}.");
        }
        keys.forEach(key -> requireReadable(fileOf.apply(Path.of(path), key)));
        Map<String, String> found = provider.get(path, keys).data();
        Map<String, String> values = new HashMap<>();
        for (String key : keys) {
            String value = found.get(key);
            if (value == null) {
                throw new ConfigException(path + " has no " + key + ". Add it there, or name one that it has.");
            }
            values.put(key, withoutLineBreak(value));
        }
        return new ConfigData(values);
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // Done where it is made.
    }

    @Override
    public void close() throws IOException {
        provider.close();
    }

    private static void requireReadable(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigException("there is no file " + file + ". Create or mount it, or name one that is there.");
        }
        if (!Files.isReadable(file)) {
            throw new ConfigException("the file " + file + " cannot be read. Let the user of this process read it.");
        }
    }

    private static String withoutLineBreak(String value) {
        if (value.endsWith("\r\n")) {
            return value.substring(0, value.length() - 2);
        }
        return value.endsWith("\n") ? value.substring(0, value.length() - 1) : value;
    }
}
