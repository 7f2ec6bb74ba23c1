package dev.sluice.console;

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
 * @param answerTimeout how long a page waits for the outcome of an action
 */
public record WebSettings(
        String host,
        int port,
        Path usersFile,
        Optional<String> sessionKey,
        Duration session,
        boolean secureCookie,
        Duration answerTimeout) {

    public WebSettings {
        if (sessionKey.isPresent() && sessionKey.get().length() < 32) {
            throw new IllegalArgumentException("console.session.key has "
                    + sessionKey.get().length() + " characters; use 32 or more, such as from: openssl rand -base64 32");
        }
    }

    /** On a free loopback port, with what is usual. */
    public static WebSettings loopback(Path usersFile) {
        return new WebSettings(
                "127.0.0.1", 0, usersFile, Optional.empty(), Duration.ofHours(12), false, Duration.ofSeconds(10));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "WebSettings[" + host + ":" + port + "]";
    }
}
