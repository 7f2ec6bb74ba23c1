package dev.sluice.console.web;

import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.LoginThrottle;
import dev.sluice.console.auth.Sessions;
import dev.sluice.console.auth.oidc.OidcLogin;
import java.util.Optional;

/**
 * The ways in.
 *
 * @param oidc the organization's login server, if there is one
 */
public record Logins(Accounts accounts, Sessions sessions, Optional<OidcLogin> oidc, LoginThrottle throttle) {
    /** The session of a cookie, whichever way it began. */
    Optional<Sessions.Session> session(String cookie) {
        return sessions.find(cookie, accounts).or(() -> oidc.flatMap(login -> login.find(cookie, accounts)));
    }
}
