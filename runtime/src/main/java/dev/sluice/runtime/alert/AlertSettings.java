package dev.sluice.runtime.alert;

import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where alerts go.
 *
 * @param webhook takes JSON by POST; without it alerts are only logged. Often a secret by itself
 * @param template what is sent instead of the usual JSON
 * @param cooldown after which a thing that goes on is told again, and for which one must be over to be told as over
 */
public record AlertSettings(Optional<URI> webhook, Optional<Path> template, Duration cooldown) {

    /** Only logged, and told again after a quarter of an hour. */
    public static AlertSettings onlyLogged() {
        return new AlertSettings(Optional.empty(), Optional.empty(), Duration.ofMinutes(15));
    }

    /**
     * Reads the {@code alerts.*} keys.
     *
     * @throws ConfigException if the address is none; it is not repeated, as it may be a secret
     */
    public static AlertSettings of(ConfigValues values) {
        return new AlertSettings(
                values.secret(SharedKeys.ALERTS_WEBHOOK_URL).map(AlertSettings::address),
                values.optionalPath(SharedKeys.ALERTS_TEMPLATE_FILE),
                values.millis(SharedKeys.ALERTS_COOLDOWN_MS));
    }

    private static URI address(String text) {
        if (!text.matches("https?://[^\\s/]+.*")) {
            throw new ConfigException("The key " + SharedKeys.ALERTS_WEBHOOK_URL
                    + " is no address: it begins with https:// or http:// and names a host.");
        }
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            // The cause would repeat the address.
            throw new ConfigException("The key " + SharedKeys.ALERTS_WEBHOOK_URL
                    + " is no address: some of its characters need to be percent-encoded.");
        }
    }

    /** Without the address. */
    @Override
    public String toString() {
        return "AlertSettings[" + (webhook.isPresent() ? "by webhook" : "only logged") + "]";
    }
}
