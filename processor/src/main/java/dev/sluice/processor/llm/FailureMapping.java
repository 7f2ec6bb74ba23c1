package dev.sluice.processor.llm;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.SseException;
import dev.sluice.processor.llm.LlmException.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides, in this one place, whose fault a failed call is. When in doubt it is not the document's: a document that waits
 * too long is noticed, one that was given up for the provider's fault is lost work.
 *
 * <p>The texts of servers and libraries go into messages only with the key masked and cut to a bearable length, and their
 * exceptions do not become causes: both can repeat the key or the document.
 */
final class FailureMapping {
    private static final int LONGEST_QUOTE = 500;
    private static final int SERVER_ERROR = 500;
    private static final Set<String> QUOTA_CODES =
            Set.of("insufficient_quota", "billing_hard_limit_reached", "billing_not_active");
    private static final Set<String> CONFIGURATION_CODES = Set.of(
            "invalid_api_key",
            "model_not_found",
            "unsupported_parameter",
            "unsupported_value",
            "unknown_parameter",
            "invalid_json_schema");
    /** The request's fields that come from the configuration or the profile, not from the document. */
    private static final Set<String> CONFIGURED_PARAMS =
            Set.of("model", "response_format", "temperature", "max_tokens", "max_completion_tokens");

    private final ModelEndpoint endpoint;
    private final RetryAfter retryAfter;

    FailureMapping(ModelEndpoint endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.retryAfter = new RetryAfter(clock);
    }

    LlmException map(OpenAIException failure) {
        if (failure instanceof OpenAIServiceException answered) {
            ServerError error = ServerError.of(answered);
            // Within a stream an error comes after the status, which was 200.
            int status = answered instanceof SseException ? SERVER_ERROR : answered.statusCode();
            Reason reason = reason(status, error);
            return new LlmException(
                            reason,
                            describe(reason, status, error),
                            retryAfter.read(answered.headers()).orElse(null),
                            null)
                    .with(RateHeaderReader.read(answered.headers()));
        }
        boolean unreadable = !(failure instanceof OpenAIIoException) && cause(failure, IOException.class) == null;
        String act = unreadable ? " did not answer with a chat completion: " : " could not be reached or broke off: ";
        return new LlmException(Reason.UNAVAILABLE, where() + act + quote(innermost(failure)), null, null);
    }

    private static Reason reason(int status, ServerError error) {
        if (status == 402 || QUOTA_CODES.contains(error.code())) {
            return Reason.QUOTA_EXHAUSTED;
        }
        return switch (status) {
            case 429 -> Reason.THROTTLED;
            case 408, 409, 425 -> Reason.UNAVAILABLE;
            case 413 -> Reason.TOO_LONG;
            case 400, 422 -> refusalReason(error);
            // Redirects are not followed, so they too mean that the address is wrong.
            default -> status < 500 ? Reason.MISCONFIGURED : Reason.UNAVAILABLE;
        };
    }

    private static Reason refusalReason(ServerError error) {
        String message = error.message().toLowerCase(Locale.ROOT);
        if (error.code().equals("context_length_exceeded")
                // vLLM, llama.cpp and Ollama have no code for it.
                || message.contains("maximum context length")
                || message.contains("context size")
                || message.contains("context window")) {
            return Reason.TOO_LONG;
        }
        String field = error.param().split("[.\\[]", 2)[0];
        return CONFIGURATION_CODES.contains(error.code()) || CONFIGURED_PARAMS.contains(field)
                ? Reason.MISCONFIGURED
                : Reason.REQUEST_REFUSED;
    }

    private String describe(Reason reason, int status, ServerError error) {
        String verdict = switch (reason) {
            case THROTTLED -> " limits the rate";
            case QUOTA_EXHAUSTED -> " says that the account is used up; raise its limit or pay in";
            case UNAVAILABLE -> " is unavailable";
            case MISCONFIGURED ->
                " does not accept the key, the address, the model '" + endpoint.model()
                        + "' or a parameter; correct the configuration";
            case REQUEST_REFUSED -> " does not take this request";
            case SWITCHED_OFF, CIRCUIT_OPEN, RATE_LIMITED, OVER_BUDGET, OVER_DOCUMENT_BUDGET ->
                throw new IllegalStateException("no answer of a provider says so");
            case TOO_LONG ->
                " cannot take so long a document (its context window is exceeded); lower llm.max.input.tokens, so that it is"
                        + " read in smaller parts, or use a model with a larger one";
        };
        String code = error.code().isEmpty() ? "" : " " + error.code();
        return where() + verdict + " (HTTP " + status + code + ")"
                + (error.message().isEmpty() ? "" : ": " + quote(error.message()));
    }

    private String where() {
        URI url = endpoint.baseUrl();
        return "engine " + endpoint.name() + " at " + url;
    }

    private String quote(String text) {
        String masked =
                endpoint.credentials().apiKey().map(key -> key.redact(text)).orElse(text);
        String line = masked.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
    }

    private static String innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost.getClass().getSimpleName() + ": " + innermost.getMessage();
    }

    static <X extends Throwable> @Nullable X cause(Throwable failure, Class<X> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
