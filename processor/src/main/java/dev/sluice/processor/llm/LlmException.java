package dev.sluice.processor.llm;

import dev.sluice.schemas.avro.TokenUsage;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to a model gave no answer. The reason tells whose fault it is, and so what becomes of the document. */
public final class LlmException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /** Whose fault it is. */
    public enum Reason {
        /** The provider limits the rate (429): wait. */
        THROTTLED(true),
        /** The account is used up (429 with {@code insufficient_quota}, 402): wait, and tell somebody. */
        QUOTA_EXHAUSTED(true),
        /** The provider is down, unreachable or too slow: wait. */
        UNAVAILABLE(true),
        /** The key, the address, the model's name or a parameter is wrong (401, 403, 404, 400 that says so): wait, and tell somebody. */
        MISCONFIGURED(true),
        /** Somebody wants no model to be called. */
        SWITCHED_OFF(false),
        /** The provider failed again and again and is left alone for a time: wait. */
        CIRCUIT_OPEN(false),
        /** Our own limit of the rate leaves no room soon: wait. */
        RATE_LIMITED(false),
        /** The call would cost more than is left of a budget: wait. */
        OVER_BUDGET(false),
        /** The document would cost more than one may: the document is at fault. */
        OVER_DOCUMENT_BUDGET(false),
        /** The document does not fit the model's context window (413, or 400 that says so): the document is at fault. */
        TOO_LONG(true),
        /** The provider does not take this request (400, 422): the document is at fault. */
        REQUEST_REFUSED(true);

        private final boolean called;

        Reason(boolean called) {
            this.called = called;
        }

        /** Whether there was a call to the provider at all; only such a one is an attempt. */
        public boolean isCalled() {
            return called;
        }
    }

    private final Reason reason;
    private final transient @Nullable Duration retryAfter;
    private final transient @Nullable TokenUsage usage;
    private final transient @Nullable RateHeaders limits;
    private final transient List<FailedTry> earlier;

    public LlmException(Reason reason, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(reason, message, cause, retryAfter, null, null, List.of());
    }

    /** Of a call that came so far that the provider bills it. */
    public LlmException(Reason reason, String message, TokenUsage usage) {
        this(reason, message, null, null, usage, null, List.of());
    }

    private LlmException(
            Reason reason,
            @Nullable String message,
            @Nullable Throwable cause,
            @Nullable Duration retryAfter,
            @Nullable TokenUsage usage,
            @Nullable RateHeaders limits,
            List<FailedTry> earlier) {
        super(message, cause);
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.usage = usage;
        this.limits = limits;
        this.earlier = List.copyOf(earlier);
    }

    /** The same failure, with what the provider said about its limits. */
    public LlmException with(Optional<RateHeaders> said) {
        return new LlmException(reason, getMessage(), getCause(), retryAfter, usage, said.orElse(null), earlier);
    }

    /** The same failure, of a call that was tried before. */
    public LlmException after(List<FailedTry> tries) {
        return tries.isEmpty()
                ? this
                : new LlmException(reason, getMessage(), getCause(), retryAfter, usage, limits, tries);
    }

    /** The same failure, with a wait of at most so long. */
    public LlmException waitingAtMost(Duration longest) {
        return retryAfter == null || retryAfter.compareTo(longest) <= 0
                ? this
                : new LlmException(reason, getMessage(), getCause(), longest, usage, limits, earlier);
    }

    /** The tokens that the provider bills all the same, where that is known. */
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }

    public Reason reason() {
        return reason;
    }

    /** How long the provider asked to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** What the provider said about its limits. */
    public Optional<RateHeaders> limits() {
        return Optional.ofNullable(limits);
    }

    /** The tries of the same call that failed before, in order. */
    public List<FailedTry> earlier() {
        return earlier;
    }
}
