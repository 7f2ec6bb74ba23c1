package dev.sluice.console.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the login server the code that a browser brought, and checks the token that it gives for it. Thread-safe. */
final class Exchange {
    private static final Logger log = LoggerFactory.getLogger(Exchange.class);

    private final OidcSettings settings;

    Exchange(OidcSettings settings) {
        this.settings = settings;
    }

    /** What the server says of whoever logged in: signed by it, for this console, for this attempt, and now. */
    JWTClaimsSet claims(Provider.Known server, LoginAttempt attempt, String code) throws LoginFailure {
        JWT token = token(server, attempt, code);
        try {
            JWTClaimsSet claims =
                    server.tokens().validate(token, attempt.nonce()).toJWTClaimsSet();
            String party = claims.getStringClaim("azp");
            if (party != null && !party.equals(settings.clientId())) {
                throw distrusted("it was made for another client");
            }
            return claims;
        } catch (BadJOSEException e) {
            throw distrusted(String.valueOf(e.getMessage()));
        } catch (JOSEException | ParseException | java.text.ParseException e) {
            log.warn("The token of {} could not be checked: {}", settings.issuer(), e.getMessage());
            throw new LoginFailure(
                    502,
                    "The keys of the login server could not be read, so its answer could not be checked. Try again in a"
                            + " moment.");
        }
    }

    private LoginFailure distrusted(String why) {
        log.warn("The token of {} was refused: {}", settings.issuer(), why);
        return new LoginFailure(
                502,
                "The login server's answer is not to be trusted: its token was refused, and nobody was logged in. Log in"
                        + " again; if that does not help, an administrator finds the cause in the console's log.");
    }

    private JWT token(Provider.Known server, LoginAttempt attempt, String code) throws LoginFailure {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode(code), settings.returnUri(), attempt.verifier());
        TokenResponse response;
        try {
            response = OIDCTokenResponseParser.parse(request(server, grant).send());
        } catch (IOException | ParseException e) {
            // Not its message: that can hold a part of the answer.
            log.warn("The token endpoint of {} did not answer as it should: {}", settings.issuer(), e.getClass());
            throw new LoginFailure(502, "The login server does not answer as it should. Log in again in a moment.");
        }
        if (!response.indicatesSuccess()) {
            String error =
                    String.valueOf(response.toErrorResponse().getErrorObject().getCode());
            log.warn("The login server {} gave no token: {}", settings.issuer(), Refusals.safe(error));
            throw error.equals("invalid_grant")
                    ? new LoginFailure(400, "This login took too long or was used already. Log in again.")
                    : new LoginFailure(
                            502,
                            "The login server refused the console (" + Refusals.safe(error)
                                    + "). An administrator should"
                                    + " compare console.oidc.client.id and its secret with what is registered there.");
        }
        @Nullable
        JWT token = ((OIDCTokenResponse) response.toSuccessResponse())
                .getOIDCTokens()
                .getIDToken();
        if (token == null) {
            throw distrusted("there was none");
        }
        return token;
    }

    private HTTPRequest request(Provider.Known server, AuthorizationCodeGrant grant) {
        ClientID id = new ClientID(settings.clientId());
        TokenRequest request = settings.clientSecret()
                .map(secret -> new TokenRequest.Builder(
                                server.metadata().getTokenEndpointURI(),
                                authentication(server, id, new Secret(secret)),
                                grant)
                        .build())
                .orElseGet(() -> new TokenRequest.Builder(server.metadata().getTokenEndpointURI(), id, grant).build());
        HTTPRequest http = request.toHTTPRequest();
        http.setConnectTimeout((int) Provider.TIMEOUT.toMillis());
        http.setReadTimeout((int) Provider.TIMEOUT.toMillis());
        http.setFollowRedirects(false);
        return http;
    }

    private static ClientAuthentication authentication(Provider.Known server, ClientID id, Secret secret) {
        @Nullable List<ClientAuthenticationMethod> methods = server.metadata().getTokenEndpointAuthMethods();
        boolean isPost = methods != null
                && methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                && !methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return isPost ? new ClientSecretPost(id, secret) : new ClientSecretBasic(id, secret);
    }
}
