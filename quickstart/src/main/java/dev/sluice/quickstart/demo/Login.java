package dev.sluice.quickstart.demo;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.UserAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** Who may use the quickstart's console. */
record Login(String user, String password) {
    private static final String USER = "admin";

    /** Makes the account, with a password of this start. */
    static Login create(Path usersFile) throws IOException {
        UserAdmin accounts = new UserAdmin(usersFile, new SecureRandom());
        Login login = new Login(USER, accounts.randomPassword());
        accounts.putUser(login.user(), Role.ADMIN, login.password(), Optional.empty(), Optional.empty());
        return login;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Login[" + user + "]";
    }
}
