package dev.sluice.schemas.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/** What came of one exchange with one URL of the registry. */
sealed interface Reply {
    /** A reply that another URL or another try would not change. */
    sealed interface Settled extends Reply {}

    /** The registry did what it was asked. */
    record Answer(JsonNode body) implements Settled {}

    /**
     * The registry, or something before it, refused.
     *
     * @param status HTTP's
     * @param errorCode the registry's own, which begins with the status and has five digits; else the status
     */
    record Denial(int status, int errorCode, String message) implements Settled {
        /** Whether the registry itself says that there is no such thing. A 404 of another kind comes from a wrong URL. */
        boolean isMissing() {
            return errorCode / 100 == 404;
        }

        /** Whether the registry itself looked at what it was given and does not accept it. */
        boolean isRejection() {
            return status == 409 || errorCode / 100 == 422;
        }

        @Override
        public String toString() {
            return "HTTP " + status + ", error code " + errorCode + ": " + message;
        }

        SchemaRejectedException toRejection(String subject, String schema) {
            String remedy = status == 409
                    ? "Make the change compatible with the subject's earlier versions (give new fields a default), or write"
                            + " to a topic of a new name."
                    : "It cannot read this schema; its log may say more.";
            return new SchemaRejectedException(
                    subject,
                    "The schema registry refuses schema " + schema + " for the subject " + subject + " (" + this + "). "
                            + remedy);
        }

        /** Says that it is not the record's fault: the registry would not do this for any. */
        RegistryUnavailableException toException(RegistryRequest request) {
            String remedy = switch (status) {
                case 401 -> "Check basic.auth.user.info or bearer.auth.token.";
                case 403 -> "Give this user the right to it in the registry.";
                default -> "Check schema.registry.url, its path included (Apicurio's ends in /apis/ccompat/v7).";
            };
            return new RegistryUnavailableException(
                    "The schema registry refused " + request + " (" + this + "). " + remedy);
        }
    }

    /** There was no usable answer; another URL or a later try may have one. */
    record NoAnswer(String reason, Optional<Duration> retryAfter) implements Reply {}
}
