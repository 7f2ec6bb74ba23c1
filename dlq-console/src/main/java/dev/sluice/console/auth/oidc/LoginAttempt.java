package dev.sluice.console.auth.oidc;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.sluice.console.auth.Seal;
import java.time.Instant;
import java.util.Optional;

/**
 * A login that began here and is now at the login server. It is kept in a signed cookie of the browser that began it, so that
 * nobody is logged in by a link that somebody else made, and any replica can finish it.
 *
 * @param next the page to go to afterwards
 */
record LoginAttempt(State state, Nonce nonce, CodeVerifier verifier, Instant until, String next) {
    private static final String PURPOSE = "login";

    static LoginAttempt begin(Instant until, String next) {
        return new LoginAttempt(new State(32), new Nonce(32), new CodeVerifier(), until, next);
    }

    String cookie(Seal seal) {
        return seal.seal(
                PURPOSE,
                String.join(
                        "\n",
                        state.getValue(),
                        nonce.getValue(),
                        verifier.getValue(),
                        Long.toString(until.getEpochSecond()),
                        next));
    }

    static Optional<LoginAttempt> of(String cookie, Seal seal, Instant now) {
        return seal.open(PURPOSE, cookie)
                .map(text -> text.split("\n", 5))
                .map(parts -> new LoginAttempt(
                        new State(parts[0]),
                        new Nonce(parts[1]),
                        new CodeVerifier(parts[2]),
                        Instant.ofEpochSecond(Long.parseLong(parts[3])),
                        parts[4]))
                .filter(attempt -> attempt.until().isAfter(now));
    }
}
