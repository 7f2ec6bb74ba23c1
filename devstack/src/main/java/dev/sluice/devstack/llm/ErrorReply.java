package dev.sluice.devstack.llm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Errors in OpenAI's form: {@code {"error": {"message", "type", "param", "code"}}}. */
final class ErrorReply {

    private static final String QUOTA = "You exceeded your current quota, please check your plan and billing details.";

    private ErrorReply() {}

    static Reply.Whole of(int status, String type, @Nullable String code, String message) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return Reply.Whole.json(status, json.toString());
    }

    static Reply.Whole badRequest(String message) {
        return of(400, "invalid_request_error", null, message);
    }

    static Reply.Whole unavailable() {
        return of(503, "server_error", null, "The engine is currently overloaded, please try again later.");
    }

    static Reply.Whole quota() {
        return of(429, "insufficient_quota", "insufficient_quota", QUOTA);
    }

    static Reply.Whole limited(RateLimits.Reached limit, Map<String, String> headers) {
        Duration pause = limit.pause();
        Reply.Whole reply = of(
                429,
                limit.what(),
                "rate_limit_exceeded",
                "Rate limit reached on " + limit.what() + " per minute: limit " + limit.perMinute()
                        + ". Please try again in " + pause.toMillis() + "ms.");
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("retry-after", Long.toString((pause.toMillis() + 999) / 1000));
        all.put("retry-after-ms", Long.toString(pause.toMillis()));
        return new Reply.Whole(reply.status(), all, reply.body(), Duration.ZERO);
    }

    /** The error that a fault stands for. */
    static Optional<Reply> of(FaultMarker marker) {
        return switch (marker.fault()) {
            case RATE_LIMITED -> {
                String code = marker.code().orElse("rate_limit_exceeded");
                boolean quota = code.equals("insufficient_quota");
                yield Optional.of(withRetryAfter(
                        marker,
                        of(
                                429,
                                quota ? code : "requests",
                                code,
                                quota ? QUOTA : "Rate limit reached for requests. Please try again later.")));
            }
            case INTERNAL_ERROR ->
                Optional.of(of(
                        500,
                        "server_error",
                        marker.code().orElse(null),
                        "The server had an error while processing your request."));
            case UNAVAILABLE -> Optional.of(withRetryAfter(marker, unavailable()));
            default -> Optional.empty();
        };
    }

    private static Reply withRetryAfter(FaultMarker marker, Reply.Whole reply) {
        return new Reply.Whole(
                reply.status(),
                marker.retryAfter()
                        .map(seconds -> Map.of("retry-after", seconds))
                        .orElse(Map.of()),
                reply.body(),
                reply.after());
    }
}
