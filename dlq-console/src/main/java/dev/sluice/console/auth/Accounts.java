package dev.sluice.console.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts as the users file has them now: an edit counts from the next request on, and one with a mistake is logged
 * and leaves those before it in use. Thread-safe.
 */
public final class Accounts {
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    /** Checked where there is no such user, so that the answer takes as long. */
    private static final Secret NOBODY = Secret.ofPassword("the password of nobody");

    private final Path file;
    private volatile Snapshot current;

    private record Snapshot(String stamp, Map<String, Account> byName, Map<String, Account> byToken) {}

    /**
     * Reads the file.
     *
     * @throws IOException if that is not possible, or with the line that is wrong
     */
    public Accounts(Path file) throws IOException {
        this.file = file;
        String stamp = stamp();
        this.current = snapshot(stamp);
    }

    /** The account of that name. */
    public Optional<Account> find(String name) {
        return Optional.ofNullable(refreshed().byName().get(name));
    }

    /** Who has this name and password. Takes the same time whether the name exists or not. */
    public Optional<Account> login(String name, String password) {
        Optional<Account> account = find(name).filter(known -> !known.secret().isToken());
        boolean isRight = account.map(Account::secret).orElse(NOBODY).isPassword(password);
        return account.filter(known -> isRight);
    }

    /** Whose token this is. */
    public Optional<Account> byToken(String token) {
        return Optional.ofNullable(
                refreshed().byToken().get(Secret.ofToken(token).hash()));
    }

    /** All, by name. */
    public Collection<Account> all() {
        return refreshed().byName().values();
    }

    private Snapshot refreshed() {
        Snapshot known = current;
        try {
            String stamp = stamp();
            if (!stamp.equals(known.stamp())) {
                current = snapshot(stamp);
            }
        } catch (IOException e) {
            log.error("The users file cannot be used; the accounts before stay in use: {}", e.getMessage());
            current = new Snapshot(quietStamp(known), known.byName(), known.byToken());
        }
        return current;
    }

    private Snapshot snapshot(String stamp) throws IOException {
        Map<String, Account> byName = UsersFile.read(file);
        return new Snapshot(
                stamp,
                byName,
                byName.values().stream()
                        .filter(account -> account.secret().isToken())
                        .collect(Collectors.toMap(account -> account.secret().hash(), Function.identity())));
    }

    /** Without a new line in the log for each request while the file is wrong. */
    private String quietStamp(Snapshot known) {
        try {
            return stamp();
        } catch (IOException e) {
            return known.stamp();
        }
    }

    private String stamp() throws IOException {
        if (!Files.exists(file)) {
            return "absent";
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
    }
}
