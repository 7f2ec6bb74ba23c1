package dev.sluice.console;

import dev.sluice.console.observe.AgingTargets;
import dev.sluice.console.review.ReviewSettings;
import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the console is configured with, from the values of its keys.
 *
 * @param targets when the queue is worth an alert
 * @param profiles the folder of further profiles, if any
 */
public record ConsoleSettings(
        ConsoleConfig console,
        WebSettings web,
        AlertSettings alerts,
        AgingTargets targets,
        Optional<Path> profiles,
        Duration profilesReload) {
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
        ConfigValues typed = ConfigValues.of(table, values);
        try {
            return of(typed);
        } catch (IllegalArgumentException e) {
            ConfigException failure = new ConfigException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static ConsoleSettings of(ConfigValues values) {
        ReviewSettings review = new ReviewSettings(
                values.millis(ConsoleTable.UNDO_MS),
                values.millis(ConsoleTable.LEASE_MS),
                values.millis(ConsoleTable.LEASE_MAX_MS),
                values.integer(ConsoleTable.REDRIVE_CAP),
                values.integer(ConsoleTable.ITEM_ORIGINAL_BYTES),
                values.millis(ConsoleTable.RETENTION_MS));
        ConsoleConfig console = new ConsoleConfig(
                values.text(ConsoleTable.APPLICATION_ID),
                values.path(ConsoleTable.STATE_DIR),
                values.kafka(),
                values.registry(),
                review);
        WebSettings web = new WebSettings(
                values.text(ConsoleTable.HOST),
                values.integer(ConsoleTable.PORT),
                values.path(ConsoleTable.USERS_FILE),
                values.secret(ConsoleTable.SESSION_KEY),
                values.millis(ConsoleTable.SESSION_MS),
                values.flag(ConsoleTable.COOKIE_SECURE),
                values.millis(ConsoleTable.ANSWER_TIMEOUT_MS));
        return new ConsoleSettings(
                console,
                web,
                AlertSettings.of(values),
                AgingTargets.of(
                        values.millis(ConsoleTable.ALERT_AGE_MS),
                        values.optionalText(ConsoleTable.ALERT_AGE_REASONS).orElse(""),
                        values.integer(ConsoleTable.ALERT_PENDING)),
                values.optionalPath(SharedKeys.PROFILES_DIR),
                values.millis(SharedKeys.PROFILES_RELOAD_MS));
    }
}
