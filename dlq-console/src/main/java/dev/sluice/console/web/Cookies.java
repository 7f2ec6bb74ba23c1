package dev.sluice.console.web;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Optional;

/**
 * What browsers keep: the session, and a login that is at the login server. Over TLS their names begin with {@code __Host-},
 * so that no other host of the domain can set them.
 */
final class Cookies {
    private final boolean secure;

    Cookies(boolean secure) {
        this.secure = secure;
    }

    Optional<String> session(Context request) {
        return Optional.ofNullable(request.cookie(name("sluice_session")));
    }

    void beginSession(Context request, String value, Duration lifetime) {
        request.cookie(cookie("sluice_session", value, lifetime, SameSite.STRICT));
    }

    void endSession(Context request) {
        request.cookie(cookie("sluice_session", "", Duration.ZERO, SameSite.STRICT));
    }

    Optional<String> attempt(Context request) {
        return Optional.ofNullable(request.cookie(name("sluice_login")));
    }

    /** Lax, as the login server's page is another site, and it has to come along from there. */
    void beginAttempt(Context request, String value, Duration lifetime) {
        request.cookie(cookie("sluice_login", value, lifetime, SameSite.LAX));
    }

    void endAttempt(Context request) {
        request.cookie(cookie("sluice_login", "", Duration.ZERO, SameSite.LAX));
    }

    private String name(String plain) {
        return secure ? "__Host-" + plain : plain;
    }

    private Cookie cookie(String plain, String value, Duration lifetime, SameSite site) {
        return new Cookie(name(plain), value, "/", (int) lifetime.toSeconds(), secure, true, null, site);
    }
}
