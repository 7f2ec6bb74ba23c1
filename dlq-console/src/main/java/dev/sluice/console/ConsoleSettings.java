package dev.sluice.console;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.oidc.OidcSettings;
import dev.sluice.console.observe.AgingTargets;
import dev.sluice.console.review.ReviewSettings;
import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import dev.sluice.runtime.trace.TraceSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * What the console is configured with, from the values of its keys.
 *
 * @param tracing where traces go
 * @param targets when the queue is worth an alert
 * @param profiles the folder of further profiles, if any
 */
public record ConsoleSettings(
        ConsoleConfig console,
        WebSettings web,
        AlertSettings alerts,
        TraceSettings tracing,
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
                values.optionalText(ConsoleTable.URL).map(url -> uri(ConsoleTable.URL, url)),
                values.integer(ConsoleTable.PROXY_HOPS),
                values.optionalText(ConsoleTable.OIDC_ISSUER).map(issuer -> oidc(values, issuer)),
                values.millis(ConsoleTable.ANSWER_TIMEOUT_MS));
        return new ConsoleSettings(
                console,
                web,
                AlertSettings.of(values),
                TraceSettings.of(values),
                AgingTargets.of(
                        values.millis(ConsoleTable.ALERT_AGE_MS),
                        values.optionalText(ConsoleTable.ALERT_AGE_REASONS).orElse(""),
                        values.integer(ConsoleTable.ALERT_PENDING)),
                values.optionalPath(SharedKeys.PROFILES_DIR),
                values.millis(SharedKeys.PROFILES_RELOAD_MS));
    }

    private static OidcSettings oidc(ConfigValues values, String issuer) {
        String console = values.optionalText(ConsoleTable.URL)
                .orElseThrow(() -> new IllegalArgumentException(
                        "console.oidc.issuer needs console.url, where the login server sends people back to"));
        return new OidcSettings(
                uri(ConsoleTable.OIDC_ISSUER, issuer),
                values.optionalText(ConsoleTable.OIDC_CLIENT_ID).orElse(""),
                values.secret(ConsoleTable.OIDC_CLIENT_SECRET),
                values.text(ConsoleTable.OIDC_LABEL),
                List.of(values.text(ConsoleTable.OIDC_SCOPES).strip().split("\\s+")),
                values.text(ConsoleTable.OIDC_NAME_CLAIM),
                values.text(ConsoleTable.OIDC_ROLES_CLAIM),
                roles(values.optionalText(ConsoleTable.OIDC_ROLES).orElse("")),
                values.optionalText(ConsoleTable.OIDC_PROFILES_CLAIM),
                values.optionalText(ConsoleTable.OIDC_TENANTS_CLAIM),
                values.millis(ConsoleTable.OIDC_SESSION_MS),
                uri(ConsoleTable.URL, console));
    }

    private static URI uri(String key, String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + " is '" + text + "', which is no address: " + e.getMessage(), e);
        }
    }

    /** {@code value=role; value=role}: a value may hold whatever but a semicolon, such as the name of a directory's entry. */
    private static Map<String, Role> roles(String text) {
        Map<String, Role> roles = new TreeMap<>();
        for (String each : text.split(";", -1)) {
            if (!each.isBlank()) {
                int equals = each.lastIndexOf('=');
                Optional<Role> role =
                        Role.of(each.substring(equals + 1).strip()).filter(known -> equals > 0);
                roles.put(
                        each.substring(0, Math.max(0, equals)).strip(),
                        role.orElseThrow(() -> new IllegalArgumentException("console.oidc.roles has '" + each.strip()
                                + "'; write value=role; value=role with viewer," + " reviewer, operator or admin")));
            }
        }
        return roles;
    }
}
