package dev.sluice.devstack.llm;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What becomes of a request on its connection. */
sealed interface Reply {
    String JSON = "application/json";
    String EVENTS = "text/event-stream";

    /** A whole response, some time after the request. */
    record Whole(int status, Map<String, String> headers, String body, Duration after) implements Reply {

        static Whole json(int status, String body) {
            return new Whole(status, Map.of(), body, Duration.ZERO);
        }
    }

    /**
     * A response in pieces, such as server-sent events.
     *
     * @param first from the request to the first piece
     * @param between from one piece to the next
     * @param breaksOff whether the connection is reset after the last instead of ending in order
     */
    record Streamed(
            String contentType,
            Map<String, String> headers,
            List<String> pieces,
            Duration first,
            Duration between,
            boolean breaksOff)
            implements Reply {}

    /** Nothing, until the client gives up. */
    record Never() implements Reply {}

    /** The connection is reset. */
    record Reset(Duration after) implements Reply {}
}
