package dev.sluice.console.auth.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import dev.sluice.console.auth.Account;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.Seal;
import dev.sluice.console.auth.Sessions.Session;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Login by the organization's server: the authorization code flow of OpenID Connect with PKCE, state and nonce. Nothing is
 * kept here between its steps, so they may happen at different replicas. Thread-safe.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#CodeFlowAuth">OpenID Connect Core, 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9700">RFC 9700, best current practice for OAuth 2.0 security</a>
 */
public final class OidcLogin {
    private static final Logger log = LoggerFactory.getLogger(OidcLogin.class);
    /** How long somebody may take at the login server. */
    public static final Duration ATTEMPT = Duration.ofMinutes(10);

    private final OidcSettings settings;
    private final Seal seal;
    private final Clock clock;
    private final Provider provider;
    private final Exchange exchange;
    private final Admission admission;
    private final OidcSessions sessions;

    public OidcLogin(OidcSettings settings, Seal seal, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.seal = seal;
        this.clock = clock;
        this.provider = new Provider(settings, clock);
        this.exchange = new Exchange(settings);
        this.admission = new Admission(settings);
        this.sessions = new OidcSessions(settings, seal, clock, random);
    }

    /** What a step of a login leads to. */
    public sealed interface Step {
        /**
         * On to the login server.
         *
         * @param attempt the value of a cookie that the browser brings back
         */
        record Away(URI address, String attempt) implements Step {}

        /**
         * They are in.
         *
         * @param session the value of the session's cookie
         * @param next the page that they wanted
         */
        record In(Account account, String session, String next) implements Step {}

        /**
         * They are not.
         *
         * @param told why, and what to do about it
         */
        record Refused(int status, String told) implements Step {}
    }

    /**
     * What the login server sent a browser back with; all of it as the browser says.
     *
     * @param attempt the cookie of the attempt
     */
    public record Return(
            Optional<String> attempt,
            Optional<String> state,
            Optional<String> code,
            Optional<String> error,
            Optional<String> issuer) {}

    /** What the login page calls it. */
    public String label() {
        return settings.label();
    }

    /** How long a session lasts. */
    public Duration lifetime() {
        return settings.session();
    }

    /** Begins a login, after which {@code next} is shown. */
    public Step begin(String next) {
        try {
            LoginAttempt attempt = LoginAttempt.begin(clock.instant().plus(ATTEMPT), next);
            AuthenticationRequest request = new AuthenticationRequest.Builder(
                            ResponseType.CODE,
                            new Scope(settings.scopes().toArray(String[]::new)),
                            new ClientID(settings.clientId()),
                            settings.returnUri())
                    .endpointURI(provider.known().metadata().getAuthorizationEndpointURI())
                    .state(attempt.state())
                    .nonce(attempt.nonce())
                    .codeChallenge(attempt.verifier(), CodeChallengeMethod.S256)
                    .build();
            return new Step.Away(request.toURI(), attempt.cookie(seal));
        } catch (LoginFailure e) {
            return new Step.Refused(e.status(), e.told());
        }
    }

    /** Ends a login. */
    public Step finish(Return returned, Accounts accounts) {
        try {
            LoginAttempt attempt = returned.attempt()
                    .flatMap(cookie -> LoginAttempt.of(cookie, seal, clock.instant()))
                    .filter(begun -> returned.state()
                            .filter(state -> Seal.isEqual(state, begun.state().getValue()))
                            .isPresent())
                    .orElseThrow(() -> new LoginFailure(
                            400,
                            "This login did not begin in this browser, or it took too long. Nobody was logged in. Log in"
                                    + " again."));
            if (returned.issuer()
                    .filter(issuer -> !issuer.equals(settings.issuer().toString()))
                    .isPresent()) {
                throw new LoginFailure(
                        400, "The answer came from another login server than the one that was asked. Log in again.");
            }
            String code = returned.code()
                    .orElseThrow(
                            () -> new LoginFailure(403, refusal(returned.error().orElse("no reason"))));
            JWTClaimsSet claims = exchange.claims(provider.known(), attempt, code);
            Account account = admission.account(claims);
            if (accounts.find(account.name()).isPresent()) {
                throw new LoginFailure(
                        403,
                        "The name " + account.name() + " belongs to an account of the console itself. Log in with its"
                                + " password, or have an administrator remove that account.");
            }
            log.info(
                    "{} logged in as {} by the login server",
                    account.name(),
                    account.role().id());
            return new Step.In(account, sessions.begin(account), attempt.next());
        } catch (LoginFailure e) {
            log.info("A login by the login server was refused: {}", e.told());
            return new Step.Refused(e.status(), e.told());
        }
    }

    /** The session of a cookie, if it is one of these and holds. */
    public Optional<Session> find(String cookie, Accounts accounts) {
        return sessions.find(cookie, accounts);
    }

    /** Where one logs out of the login server too; empty if it has no such place or cannot be asked. */
    public Optional<URI> logout() {
        try {
            return Optional.ofNullable(provider.known().metadata().getEndSessionEndpointURI())
                    .filter(OidcSettings::isProtected)
                    .map(address -> new LogoutRequest(
                                    address,
                                    null,
                                    null,
                                    new ClientID(settings.clientId()),
                                    settings.console().resolve("/login"),
                                    null,
                                    null)
                            .toURI());
        } catch (LoginFailure e) {
            return Optional.empty();
        }
    }

    private static String refusal(String error) {
        return error.equals("access_denied")
                ? "The login server did not let you in, or you cancelled. Log in again, or ask its administrators for"
                        + " access."
                : "The login server refused the login (" + Refusals.safe(error)
                        + "). Log in again; if that does not help," + " tell an administrator these words.";
    }
}
