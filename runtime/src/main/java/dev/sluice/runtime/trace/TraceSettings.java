package dev.sluice.runtime.trace;

import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import java.net.URI;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where traces go.
 *
 * @param endpoint takes spans by OTLP over HTTP; without it there are no traces
 * @param ratio of the documents that come without a trace, how many get one, 0 to 1
 */
public record TraceSettings(Optional<URI> endpoint, double ratio) {
    /** No traces. */
    public static final TraceSettings OFF = new TraceSettings(Optional.empty(), 0);

    /**
     * Reads the {@code tracing.*} keys.
     *
     * @throws ConfigException if the address is none
     */
    public static TraceSettings of(ConfigValues values) {
        return new TraceSettings(
                values.optionalText(SharedKeys.TRACING_OTLP_ENDPOINT).map(TraceSettings::address),
                values.number(SharedKeys.TRACING_RATIO));
    }

    private static URI address(String text) {
        if (!text.matches("https?://[^\\s/]+.*")) {
            throw new ConfigException("The key " + SharedKeys.TRACING_OTLP_ENDPOINT + " is '" + text
                    + "', which is no address. Write one such as http://collector:4318/v1/traces.");
        }
        return URI.create(text);
    }
}
