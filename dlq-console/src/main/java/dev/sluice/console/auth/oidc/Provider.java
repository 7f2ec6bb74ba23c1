package dev.sluice.console.auth.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the login server says of itself: its addresses, read at the first login and then now and then, and its keys, read anew
 * when a token is signed by one that is not known yet. Thread-safe.
 */
final class Provider {
    private static final Logger log = LoggerFactory.getLogger(Provider.class);
    static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 * 1024;
    private static final Duration FRESH = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int CLOCK_SKEW_SECONDS = 60;
    /** Only such whose keys the console does not hold: with a symmetric one every replica could make tokens. */
    private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

    private final OidcSettings settings;
    private final Clock clock;
    private final ResourceRetriever retriever =
            new DefaultResourceRetriever((int) TIMEOUT.toMillis(), (int) TIMEOUT.toMillis(), MOST_BYTES);
    /** Not a monitor: waiting for the network in one would hold a processor's thread up on Java 21. */
    private final ReentrantLock lock = new ReentrantLock();

    private Optional<Known> known = Optional.empty();
    private Instant askAgain = Instant.EPOCH;

    Provider(OidcSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** The server's addresses, and what checks its tokens. */
    record Known(OIDCProviderMetadata metadata, IDTokenValidator tokens, Instant readAt) {}

    /** Asks the server if need be. What was known before stays in use while it does not answer. */
    Known known() throws LoginFailure {
        lock.lock();
        try {
            return current();
        } finally {
            lock.unlock();
        }
    }

    private Known current() throws LoginFailure {
        if (known.isPresent() && known.get().readAt().plus(FRESH).isAfter(clock.instant())) {
            return known.get();
        }
        if (askAgain.isAfter(clock.instant())) {
            return known.orElseThrow(this::unreachable);
        }
        try {
            known = Optional.of(read());
        } catch (IOException | ParseException | IllegalArgumentException e) {
            log.warn("The login server {} does not tell its addresses: {}", settings.issuer(), e.getMessage());
            askAgain = clock.instant().plus(PAUSE);
        }
        return known.orElseThrow(this::unreachable);
    }

    private LoginFailure unreachable() {
        return new LoginFailure(
                502,
                "The login server " + settings.issuer().getHost()
                        + " cannot be reached, or does not answer as such. Try"
                        + " again in a moment; an administrator finds the cause in the console's log.");
    }

    private Known read() throws IOException, ParseException {
        URL url = URI.create(withoutSlash(settings.issuer().toString()) + "/.well-known/openid-configuration")
                .toURL();
        OIDCProviderMetadata metadata =
                OIDCProviderMetadata.parse(retriever.retrieveResource(url).getContent());
        if (!metadata.getIssuer().getValue().equals(settings.issuer().toString())) {
            throw new ParseException("it calls itself " + metadata.getIssuer() + "; set console.oidc.issuer to exactly"
                    + " that if it is the right one");
        }
        for (URI address : new URI[] {
            metadata.getAuthorizationEndpointURI(), metadata.getTokenEndpointURI(), metadata.getJWKSetURI()
        }) {
            if (address == null || !OidcSettings.isProtected(address)) {
                throw new ParseException("an address is missing, or is not one of https: " + address);
            }
        }
        return new Known(
                metadata,
                known.filter(before -> isSameKeys(before, metadata))
                        .map(Known::tokens)
                        .orElseGet(() -> validator(metadata)),
                clock.instant());
    }

    private static boolean isSameKeys(Known before, OIDCProviderMetadata metadata) {
        return before.metadata().getJWKSetURI().equals(metadata.getJWKSetURI());
    }

    private IDTokenValidator validator(OIDCProviderMetadata metadata) {
        try {
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            metadata.getJWKSetURI().toURL(), retriever)
                    .retrying(true)
                    .build();
            IDTokenValidator validator = new IDTokenValidator(
                    new Issuer(settings.issuer()),
                    new ClientID(settings.clientId()),
                    new JWSVerificationKeySelector<>(ALGORITHMS, keys),
                    null);
            validator.setMaxClockSkew(CLOCK_SKEW_SECONDS);
            return validator;
        } catch (java.net.MalformedURLException e) {
            throw new IllegalArgumentException("its keys are at no address: " + e.getMessage(), e);
        }
    }

    private static String withoutSlash(String issuer) {
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }

    private static Set<JWSAlgorithm> algorithms() {
        Set<JWSAlgorithm> algorithms = new HashSet<>(JWSAlgorithm.Family.RSA);
        algorithms.addAll(JWSAlgorithm.Family.EC);
        return Set.copyOf(algorithms);
    }
}
