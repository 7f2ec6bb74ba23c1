package dev.sluice.console.auth.oidc;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.sluice.console.auth.Accounts;
import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.Seal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.threeten.extra.MutableClock;

/** A console before a login server that can be told to lie. */
final class OidcStage implements AutoCloseable {
    static final Map<String, Role> ROLES = Map.of("readers", Role.VIEWER, "editors", Role.OPERATOR);

    final ForgingServer server = new ForgingServer();
    final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);
    final Accounts accounts;
    private Optional<String> profilesClaim = Optional.empty();
    private String rolesClaim = "groups";
    private String nameClaim = "preferred_username";

    OidcStage(Path users) throws IOException {
        this.accounts = new Accounts(users, true);
        server.tell(claims -> claims.claim("groups", List.of("editors")));
    }

    OidcStage restrictedBy(String claim) {
        profilesClaim = Optional.of(claim);
        return this;
    }

    OidcStage rolesIn(String claim) {
        rolesClaim = claim;
        return this;
    }

    OidcStage namesIn(String claim) {
        nameClaim = claim;
        return this;
    }

    /** One replica. */
    OidcLogin login() {
        return login(ROLES);
    }

    OidcLogin login(Map<String, Role> roles) {
        OidcSettings settings = new OidcSettings(
                URI.create(server.issuer()),
                ForgingServer.CLIENT,
                Optional.of("SECRET-client-of-at-least-32-bytes-length"),
                "Acme",
                List.of("openid"),
                nameClaim,
                rolesClaim,
                roles,
                profilesClaim,
                Optional.empty(),
                Duration.ofHours(1),
                URI.create("https://review.example.com"));
        return new OidcLogin(settings, new Seal(new byte[32]), clock, new SecureRandom());
    }

    static OidcLogin.Step.Away away(OidcLogin login) {
        if (login.begin("/item?id=1") instanceof OidcLogin.Step.Away away) {
            return away;
        }
        throw new AssertionError("the login did not begin");
    }

    OidcLogin.Step enter(OidcLogin login) {
        OidcLogin.Step.Away away = away(login);
        return finish(login, Optional.of(away.attempt()), state(away), Optional.of(server.visit(away.address())));
    }

    OidcLogin.Step finish(OidcLogin login, Optional<String> attempt, Optional<String> state, Optional<String> code) {
        return login.finish(new OidcLogin.Return(attempt, state, code, Optional.empty(), Optional.empty()), accounts);
    }

    static Optional<String> state(OidcLogin.Step.Away away) {
        return Optional.of(
                ForgingServer.one(URLUtils.parseParameters(away.address().getRawQuery()), "state"));
    }

    @Override
    public void close() {
        server.close();
    }
}
