package dev.sluice.runtime.config;

import java.nio.file.InvalidPathException;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * Values that are in files, by Kafka's own idiom: {@code ${file:PATH:KEY}} is a key of a properties file and
 * {@code ${directory:PATH:NAME}} a whole file, as Docker and Kubernetes mount secrets. References of other providers are
 * left alone: Kafka's clients resolve those that {@code kafka.config.providers} names.
 */
final class FileReferences {
    private final ConfigTransformer transformer = new ConfigTransformer(Map.of(
            "file", new StrictProvider(new FileConfigProvider(), (path, key) -> path),
            "directory", new StrictProvider(new DirectoryConfigProvider(), (path, key) -> path.resolve(key))));

    /**
     * Puts what the files hold in the place of the references to them.
     *
     * @param key whose value it is, for errors
     * @throws ConfigException naming key, file and remedy if there is nothing to put there
     */
    String resolve(String key, String value) {
        if (!value.contains("${")) {
            return value;
        }
        try {
            return Objects.requireNonNull(
                    transformer.transform(Map.of(key, value)).data().get(key));
        } catch (ConfigException | InvalidPathException e) {
            ConfigException failure =
                    new ConfigException("The value of " + key + " refers to a file, and " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
