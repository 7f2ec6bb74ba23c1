package dev.sluice.runtime.streams;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** Says why brokers do not serve and what to do about it, without secrets. */
public final class BrokerFailure {
    private BrokerFailure() {}

    /**
     * One sentence for the cause and one for the remedy.
     *
     * @param brokers their addresses, as configured
     * @param failure what a client of Kafka's threw, without what wraps it
     */
    public static String describe(String brokers, Throwable failure) {
        return switch (failure) {
            case SslAuthenticationException refused ->
                "The brokers at " + brokers + " and this client do not trust each other: " + deepest(refused)
                        + ". Check kafka.ssl.truststore.location and that the brokers' certificate names their host.";
            case AuthenticationException refused ->
                "The brokers at " + brokers + " refuse the login: " + refused.getMessage()
                        + ". Check kafka.sasl.mechanism, and name and password in kafka.sasl.jaas.config.";
            case AuthorizationException refused ->
                "The brokers at " + brokers + " do not allow this user enough: " + refused.getMessage()
                        + ". Grant the rights that docs/operations.md names.";
            default ->
                "The brokers at " + brokers + " do not answer: " + failure.getMessage()
                        + " Check kafka.bootstrap.servers (--bootstrap-server) and kafka.security.protocol, and that they"
                        + " run.";
        };
    }

    private static String deepest(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
