package dev.sluice.devstack.llm;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What becomes of a request on its connection. */
sealed interface Reply {

    /** A whole response, some time after the request. */
    record Whole(int status, Map<String, String> headers, String body, Duration after) implements Reply {

        static Whole json(int status, String body) {
            return new Whole(status, Map.of(), body, Duration.ZERO);
        }
    }

    /**
     * Server-sent events, one by one.
     *
     * @param first from the request to the first event
     * @param between from one event to the next
     * @param breaksOff whether the connection is reset after the last instead of ending in order
     */
    record Streamed(
            Map<String, String> headers, List<String> events, Duration first, Duration between, boolean breaksOff)
            implements Reply {}

    /** Nothing, until the client gives up. */
    record Never() implements Reply {}

    /** The connection is reset. */
    record Reset(Duration after) implements Reply {}
}
