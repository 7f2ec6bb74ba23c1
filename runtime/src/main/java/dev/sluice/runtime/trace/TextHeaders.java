package dev.sluice.runtime.trace;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the headers that W3C names out of a map. */
final class TextHeaders implements TextMapGetter<Map<String, String>> {
    static final TextHeaders GETTER = new TextHeaders();
    static final String PARENT = "traceparent";

    private TextHeaders() {}

    @Override
    @SuppressWarnings("deprecation") // still to be implemented in this version, though nobody asks
    public Iterable<String> keys(Map<String, String> headers) {
        return headers.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> headers, String key) {
        return headers == null ? null : headers.get(key);
    }
}
