package dev.sluice.console;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.oidc.OidcSettings;
import dev.sluice.console.review.ReviewSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
                text(typed, ConsoleTable.URL).map(URI::create),
                (Integer) value(typed, ConsoleTable.PROXY_HOPS),
                text(typed, ConsoleTable.OIDC_ISSUER).map(issuer -> oidc(typed, issuer)),
                millis(typed, ConsoleTable.ANSWER_TIMEOUT_MS));
        return new ConsoleSettings(
                console,
                web,
                Optional.ofNullable((String) typed.get(ConsoleTable.PROFILES_DIR))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of),
                millis(typed, ConsoleTable.PROFILES_RELOAD_MS));
    }

    private static OidcSettings oidc(Map<String, Object> typed, String issuer) {
        String console = text(typed, ConsoleTable.URL)
                .orElseThrow(() -> new IllegalArgumentException(
                        "console.oidc.issuer needs console.url, where the login server sends people back to"));
        return new OidcSettings(
                URI.create(issuer),
                (String) value(typed, ConsoleTable.OIDC_CLIENT_ID),
                Optional.ofNullable((Password) typed.get(ConsoleTable.OIDC_CLIENT_SECRET))
                        .map(Password::value)
                        .filter(secret -> !secret.isBlank()),
                (String) value(typed, ConsoleTable.OIDC_LABEL),
                List.of(((String) value(typed, ConsoleTable.OIDC_SCOPES))
                        .strip()
                        .split("\\s+")),
                (String) value(typed, ConsoleTable.OIDC_NAME_CLAIM),
                (String) value(typed, ConsoleTable.OIDC_ROLES_CLAIM),
                roles((String) value(typed, ConsoleTable.OIDC_ROLES)),
                text(typed, ConsoleTable.OIDC_PROFILES_CLAIM),
                text(typed, ConsoleTable.OIDC_TENANTS_CLAIM),
                millis(typed, ConsoleTable.OIDC_SESSION_MS),
                URI.create(console));
    }

    /** {@code value=role; value=role}: a value may hold whatever but a semicolon, such as the name of a directory's entry. */
    private static Map<String, Role> roles(String text) {
        Map<String, Role> roles = new TreeMap<>();
        for (String each : text.split(";", -1)) {
            if (!each.isBlank()) {
                int equals = each.lastIndexOf('=');
                String role = each.substring(equals + 1).strip();
                roles.put(
                        each.substring(0, Math.max(0, equals)).strip(),
                        Role.of(role)
                                .filter(known -> equals > 0)
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "console.oidc.roles has '" + each.strip()
                                                        + "'; write value=role; value=role with viewer, reviewer, operator or admin")));
            }
        }
        return roles;
    }

    private static Optional<String> text(Map<String, Object> typed, String key) {
        return Optional.ofNullable((String) typed.get(key)).map(String::strip).filter(text -> !text.isEmpty());
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
