package dev.sluice.console;

import dev.sluice.console.auth.oidc.OidcSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the pages are served.
 *
 * @param port zero takes a free one
 * @param usersFile who has access
 * @param sessionKey what sessions are signed with; one of this start alone if absent. Replicas need the same
 * @param session how long a login lasts
 * @param secureCookie whether browsers send the session only over TLS
 * @param url where people find the pages, if that is not where they are served
 * @param proxyHops how many proxies before the console add to X-Forwarded-For
 * @param oidc the login server, if there is one
 * @param answerTimeout how long a page waits for the outcome of an action
 */
public record WebSettings(
        String host,
        int port,
        Path usersFile,
        Optional<String> sessionKey,
        Duration session,
        boolean secureCookie,
        Optional<URI> url,
        int proxyHops,
        Optional<OidcSettings> oidc,
        Duration answerTimeout) {

    public WebSettings {
        if (sessionKey.isPresent() && sessionKey.get().length() < 32) {
            throw new IllegalArgumentException("console.session.key has "
                    + sessionKey.get().length() + " characters; use 32 or more, such as from: openssl rand -base64 32");
        }
        url.ifPresent(WebSettings::checkRoot);
        secureCookie =
                secureCookie || url.filter(at -> "https".equals(at.getScheme())).isPresent();
    }

    private static void checkRoot(URI url) {
        boolean isRoot = url.getPath().isEmpty() || url.getPath().equals("/");
        boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!isWeb || url.getHost() == null || !isRoot || url.getQuery() != null) {
            throw new IllegalArgumentException("console.url is " + url
                    + "; write where the console is without a path, such as https://review.example.com");
        }
    }

    /** On a free loopback port, with what is usual. */
    public static WebSettings loopback(Path usersFile) {
        return new WebSettings(
                "127.0.0.1",
                0,
                usersFile,
                Optional.empty(),
                Duration.ofHours(12),
                false,
                Optional.empty(),
                0,
                Optional.empty(),
                Duration.ofSeconds(10));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WebSettings[" + host + ":" + port + "]";
    }
}
