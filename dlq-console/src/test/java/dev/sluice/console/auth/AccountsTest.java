package dev.sluice.console.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccountsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada|name:role:hash",
                "ada:boss:x|is no role",
                "ada:viewer:plaintext|neither of Argon2id",
                "a b:viewer:$argon2id$x|no user name",
                "sluice:viewer:$argon2id$x|is kept",
                "ada:viewer:$argon2id$x:groups=a|no restriction",
            })
    void namesTheLineThatIsWrong(String line, String complaint) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), "# people\n\n" + line + "\n");

        assertThatThrownBy(() -> new Accounts(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3")
                .hasMessageContaining(complaint);
    }

    @Test
    void saysHowToMakeAFileThatIsMissing() {
        assertThatThrownBy(() -> new Accounts(folder.resolve("absent")))
                .hasMessageContaining("sluice console user add");
    }

    @Test
    void refusesAWrongPasswordAnUnknownNameAndATokenAsPassword() throws IOException {
        UserAdmin admin = admin();
        admin.putUser("ada", Role.REVIEWER, "a long password", Optional.empty(), Optional.empty());
        String token = admin.putToken("bot", Role.VIEWER, Optional.empty(), Optional.empty());
        Accounts accounts = new Accounts(folder.resolve("users"));

        assertThat(accounts.login("ada", "a wrong password")).isEmpty();
        assertThat(accounts.login("nobody", "a long password")).isEmpty();
        assertThat(accounts.login("bot", token)).isEmpty();
        assertThat(accounts.byToken("a long password")).isEmpty();
    }

    @Test
    void refusesAShortPassword() {
        assertThatThrownBy(() -> admin().putUser("ada", Role.VIEWER, "short", Optional.empty(), Optional.empty()))
                .hasMessageContaining("10");
    }

    @Test
    void keepsTheAccountsBeforeAnEditWithAMistake() throws IOException {
        admin().putUser("ada", Role.REVIEWER, "a long password", Optional.empty(), Optional.empty());
        Accounts accounts = new Accounts(folder.resolve("users"));

        Files.writeString(folder.resolve("users"), "nonsense");

        assertThat(accounts.login("ada", "a long password")).isPresent();
    }

    @Test
    void knowsWhatWasAddedWithoutARestart() throws IOException {
        UserAdmin admin = admin();
        admin.putUser("ada", Role.REVIEWER, "a long password", Optional.empty(), Optional.empty());
        Accounts accounts = new Accounts(folder.resolve("users"));

        String token = admin.putToken(
                "bot", Role.OPERATOR, Optional.of(Set.of("invoice", "contract")), Optional.of(Set.of("acme")));

        Account bot = accounts.byToken(token).orElseThrow();
        assertThat(bot.role()).isEqualTo(Role.OPERATOR);
        assertThat(bot.profiles()).contains(Set.of("invoice", "contract"));
        assertThat(bot.tenants()).contains(Set.of("acme"));
    }

    @Test
    void writesNeitherPasswordNorTokenAndOnlyForTheOwner() throws IOException {
        UserAdmin admin = admin();
        admin.putUser("ada", Role.REVIEWER, "a long password", Optional.empty(), Optional.empty());
        String token = admin.putToken("bot", Role.VIEWER, Optional.empty(), Optional.empty());

        assertThat(Files.readString(folder.resolve("users"))).doesNotContain("a long password", token);
        assertThat(Files.getPosixFilePermissions(folder.resolve("users"))).hasSize(2);
    }

    private UserAdmin admin() {
        return new UserAdmin(folder.resolve("users"), new SecureRandom());
    }
}
