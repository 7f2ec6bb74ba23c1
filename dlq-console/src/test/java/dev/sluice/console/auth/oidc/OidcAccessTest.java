package dev.sluice.console.auth.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.UserAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What those may do whom the login server vouches for, and for how long. */
final class OidcAccessTest {
    @TempDir
    private Path folder;

    private OidcStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new OidcStage(folder.resolve("users"));
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void letsNobodyInWithoutARoleHere() {
        stage.server.tell(claims -> claims.claim("groups", List.of("cooks")));
        assertRefused("you have no role in this console");

        stage.server.tell(claims -> claims);
        assertRefused("you have no role in this console");
    }

    @Test
    void letsNobodyInWithoutAUsableName() {
        stage.server.tell(claims -> claims.claim("groups", "editors").claim("preferred_username", null));
        assertRefused("does not tell your name");

        stage.server.tell(claims -> claims.claim("groups", "editors").claim("preferred_username", "a\nb"));
        assertRefused("cannot use the name");
    }

    @Test
    void letsNobodyInByAnAddressThatIsNotTheirs() {
        stage.namesIn("email");
        stage.server.tell(claims -> claims.claim("groups", "editors")
                .claim("email", "boss@example.com")
                .claim("email_verified", false));

        assertRefused("not verified your address");
    }

    @Test
    void letsNobodyTakeTheNameOfAnAccountOfTheConsole() throws IOException {
        OidcLogin login = stage.login();
        String session = in(login).session();
        new UserAdmin(folder.resolve("users"), new SecureRandom())
                .putUser("grace", Role.VIEWER, "a long password", Optional.empty(), Optional.empty());

        assertRefused("belongs to an account of the console itself");
        assertThat(login.find(session, stage.accounts)).isEmpty();
    }

    @Test
    void letsNobodyInWithoutTheRestrictionThatIsWanted() {
        stage.restrictedBy("kinds");
        assertRefused("what you may see");

        stage.server.tell(claims -> claims.claim("groups", "editors").claim("kinds", List.of()));
        assertRefused("what you may see");
    }

    @Test
    void givesTheHighestRoleAndTheRestrictionsThatTheServerNames() {
        stage.restrictedBy("kinds");
        stage.server.tell(claims ->
                claims.claim("groups", List.of("readers", "editors", "cooks")).claim("kinds", "invoice, contract"));

        OidcLogin.Step.In in = in(stage.login());

        assertThat(in.account().role()).isEqualTo(Role.OPERATOR);
        assertThat(in.account().profiles()).contains(Set.of("invoice", "contract"));
        assertThat(in.next()).isEqualTo("/item?id=1");
    }

    @Test
    void restrictsNobodyWhoMaySeeAll() {
        stage.restrictedBy("kinds");
        stage.server.tell(claims -> claims.claim("groups", "editors").claim("kinds", List.of("*")));

        assertThat(in(stage.login()).account().profiles()).isEmpty();
    }

    @Test
    void findsRolesInsideOfObjectsAndInNamesWithDots() {
        stage.rolesIn("realm_access.roles");
        stage.server.tell(claims -> claims.claim("realm_access", Map.of("roles", List.of("readers"))));
        assertThat(in(stage.login()).account().role()).isEqualTo(Role.VIEWER);

        stage.rolesIn("https://acme.example/roles");
        stage.server.tell(claims -> claims.claim("https://acme.example/roles", List.of("editors")));
        assertThat(in(stage.login()).account().role()).isEqualTo(Role.OPERATOR);
    }

    @Test
    void isKnownToEveryReplicaUntilItIsOver() {
        String session = in(stage.login()).session();

        assertThat(stage.login()
                        .find(session, stage.accounts)
                        .orElseThrow()
                        .account()
                        .name())
                .isEqualTo("grace");
        stage.clock.add(Duration.ofHours(1));
        assertThat(stage.login().find(session, stage.accounts)).isEmpty();
    }

    @Test
    void losesTheRoleThatWasTakenAwayAtTheNextLogin() {
        assertThat(in(stage.login()).account().role()).isEqualTo(Role.OPERATOR);

        stage.server.tell(claims -> claims.claim("groups", List.of("readers")));
        assertThat(in(stage.login()).account().role()).isEqualTo(Role.VIEWER);

        stage.server.tell(claims -> claims.claim("groups", List.of()));
        assertRefused("you have no role in this console");
    }

    @Test
    void endsSessionsWhenRolesAreMappedOtherwise() {
        String session = in(stage.login()).session();

        assertThat(stage.login(Map.of("editors", Role.VIEWER)).find(session, stage.accounts))
                .isEmpty();
    }

    @Test
    void refusesASessionThatWasTamperedWithOrMadeForSomethingElse() {
        OidcLogin login = stage.login();
        String session = in(login).session();

        assertThat(login.find(session + "x", stage.accounts)).isEmpty();
        assertThat(login.find("x" + session, stage.accounts)).isEmpty();
        assertThat(login.find(OidcStage.away(login).attempt(), stage.accounts)).isEmpty();
    }

    @Test
    void refusesMoreRestrictionsThanACookieHolds() {
        stage.restrictedBy("kinds");
        stage.server.tell(claims -> claims.claim("groups", "editors")
                .claim(
                        "kinds",
                        java.util.stream.IntStream.range(0, 500)
                                .mapToObj(i -> "kind-" + i)
                                .toList()));

        assertRefused("than a session can hold");
    }

    private OidcLogin.Step.In in(OidcLogin login) {
        if (stage.enter(login) instanceof OidcLogin.Step.In in) {
            return in;
        }
        throw new AssertionError("nobody was let in");
    }

    private void assertRefused(String told) {
        assertThat(stage.enter(stage.login())).isInstanceOfSatisfying(OidcLogin.Step.Refused.class, refused -> {
            assertThat(refused.told()).contains(told);
            assertThat(refused.status()).isEqualTo(403);
        });
    }
}
