package dev.sluice.processor.llm;

import java.time.Duration;

/**
 * How long a call may take; each above zero, and none above the whole call.
 *
 * @param connect to set up a connection
 * @param stall without a byte from the server. An answer that is not streamed arrives all at once, so this covers the
 *     model's whole thinking and writing
 * @param call from the start of the call to the end of the answer
 */
public record CallTimeouts(Duration connect, Duration stall, Duration call) {

    /** 10 s, 90 s and 120 s. */
    public static final CallTimeouts DEFAULTS =
            new CallTimeouts(Duration.ofSeconds(10), Duration.ofSeconds(90), Duration.ofSeconds(120));

    public CallTimeouts {
        requireWithin("connect", connect, call);
        requireWithin("stall", stall, call);
        requireWithin("call", call, Duration.ofHours(1));
    }

    private static void requireWithin(String name, Duration timeout, Duration limit) {
        // OkHttp counts in milliseconds and takes zero for no limit at all.
        if (timeout.toMillis() < 1 || timeout.compareTo(limit) > 0) {
            throw new IllegalArgumentException("timeout " + name + " is " + timeout + "; it must be 1 ms to " + limit);
        }
    }
}
