package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.WebSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A console behind a proxy with TLS that tells whom a request comes from. */
final class ProxyTest {
    @TempDir
    private Path folder;

    private LoneServer server;

    @BeforeEach
    void start() throws IOException {
        WebSettings plain = WebSettings.loopback(folder.resolve("users"));
        server = new LoneServer(
                folder,
                new WebSettings(
                        plain.host(),
                        plain.port(),
                        plain.usersFile(),
                        plain.sessionKey(),
                        plain.session(),
                        false,
                        Optional.of(URI.create("https://review.example.com")),
                        1,
                        Optional.empty(),
                        plain.answerTimeout()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void slowsDownWhoeverGuessesWhateverTheyWriteBeforeTheProxysWord() {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("10.9.9." + i + ", 203.0.113.7")).isEqualTo(401);
        }

        assertThat(guess("10.9.9.200, 203.0.113.7")).isEqualTo(429);
    }

    @Test
    void slowsDownNobodyElseBehindTheProxy() {
        for (int i = 0; i < 6; i++) {
            guess("203.0.113.7");
        }

        assertThat(guess("203.0.113.8")).isEqualTo(401);
    }

    @Test
    void takesANetworkOfIpv6ForOneSender() {
        for (int i = 0; i < 5; i++) {
            assertThat(guess("2001:db8:0:1::" + i)).isEqualTo(401);
        }

        assertThat(guess("2001:db8:0:1:ffff::1")).isEqualTo(429);
        assertThat(guess("2001:db8:0:2::1")).isEqualTo(401);
    }

    @Test
    void keepsTheSessionToTlsAndToThisHost() {
        try (LoneServer.Visitor visitor = server.visitor()) {
            HttpResponse<String> answer =
                    visitor.post("/login", Map.of("name", "viewer", "password", LoneServer.PASSWORD), Map.of());

            assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                    .startsWith("__Host-sluice_session=")
                    .contains("Secure")
                    .contains("HttpOnly")
                    .contains("SameSite=Strict");
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    @Test
    void takesFormsOfItsOwnAddressAndOfNoOther() {
        assertThat(login("https://review.example.com")).isEqualTo(303);
        assertThat(login("https://review.example.com.evil.example")).isEqualTo(403);
        assertThat(login("http://127.0.0.1:" + server.uri("/").getPort())).isEqualTo(403);
    }

    private int login(String origin) {
        try (LoneServer.Visitor visitor = server.visitor()) {
            return visitor.post(
                            "/login",
                            Map.of("name", "viewer", "password", LoneServer.PASSWORD),
                            Map.of("Origin", origin))
                    .statusCode();
        }
    }

    private int guess(String forwarded) {
        try (LoneServer.Visitor visitor = server.visitor()) {
            return visitor.post(
                            "/login",
                            Map.of("name", "viewer", "password", "a wrong guess"),
                            Map.of("X-Forwarded-For", forwarded))
                    .statusCode();
        }
    }
}
