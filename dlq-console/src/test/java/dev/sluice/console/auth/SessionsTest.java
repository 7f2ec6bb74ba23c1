package dev.sluice.console.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.threeten.extra.MutableClock;

final class SessionsTest {
    @TempDir
    private Path folder;

    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);
    private final Sessions sessions = sessions(new byte[32]);
    private UserAdmin admin;
    private Accounts accounts;

    @BeforeEach
    void addAda() throws IOException {
        admin = new UserAdmin(folder.resolve("users"), new SecureRandom());
        put("ada", "first password");
        accounts = new Accounts(folder.resolve("users"));
    }

    @Test
    void refusesACookieThatWasTamperedWith() {
        String cookie = sessions.begin(ada());
        String text = new String(
                Base64.getUrlDecoder().decode(cookie.substring(0, cookie.indexOf('.'))), StandardCharsets.UTF_8);
        String longer = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(text.replaceFirst("\n[0-9]+\n", "\n99999999999\n")
                                .getBytes(StandardCharsets.UTF_8))
                + cookie.substring(cookie.indexOf('.'));

        assertThat(sessions.find(longer, accounts)).isEmpty();
        assertThat(sessions.find(cookie + "x", accounts)).isEmpty();
        assertThat(sessions.find("", accounts)).isEmpty();
        assertThat(sessions.find("a.b.c.d.e", accounts)).isEmpty();
    }

    @Test
    void refusesACookieOfAnotherKey() {
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(sessions(other).find(sessions.begin(ada()), accounts)).isEmpty();
    }

    @Test
    void endsASessionByItsTime() {
        String cookie = sessions.begin(ada());

        clock.add(Duration.ofHours(12));

        assertThat(sessions.find(cookie, accounts)).isEmpty();
    }

    @Test
    void endsASessionWhenThePasswordChanges() throws IOException {
        String cookie = sessions.begin(ada());

        put("ada", "another password");

        assertThat(sessions.find(cookie, accounts)).isEmpty();
    }

    @Test
    void endsASessionWhenTheAccountIsRemoved() throws IOException {
        String cookie = sessions.begin(ada());

        admin.remove("ada");

        assertThat(sessions.find(cookie, accounts)).isEmpty();
    }

    @Test
    void refusesAShortKey() {
        assertThatThrownBy(() -> sessions(new byte[31])).hasMessageContaining("32");
    }

    @Test
    void knowsWhoBeganAndGivesEachSessionAnotherToken() {
        String one = sessions.begin(ada());
        String other = sessions.begin(ada());

        assertThat(sessions.find(one, accounts).orElseThrow().account().name()).isEqualTo("ada");
        assertThat(sessions.find(one, accounts).orElseThrow().csrfToken())
                .isNotEqualTo(sessions.find(other, accounts).orElseThrow().csrfToken());
    }

    private Credential ada() {
        return accounts.find("ada").orElseThrow();
    }

    private void put(String name, String password) throws IOException {
        admin.putUser(name, Role.REVIEWER, password, Optional.empty(), Optional.empty());
    }

    private Sessions sessions(byte[] key) {
        return new Sessions(new Seal(key), Duration.ofHours(12), clock, new SecureRandom());
    }
}
