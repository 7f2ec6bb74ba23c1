package dev.sluice.console.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
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
    private final boolean isOptional;
    private volatile Snapshot current;

    private record Snapshot(String stamp, Map<String, Credential> byName, Map<String, Account> byToken) {}

    /**
     * Reads the file.
     *
     * @throws IOException if that is not possible, or with the line that is wrong
     */
    public Accounts(Path file) throws IOException {
        this(file, false);
    }

    /**
     * Reads the file; where it is optional, one that does not exist counts as one without accounts.
     *
     * @throws IOException if that is not possible, or with the line that is wrong
     */
    public Accounts(Path file, boolean isOptional) throws IOException {
        this.file = file;
        this.isOptional = isOptional;
        String stamp = stamp();
        this.current = snapshot(stamp);
    }

    /** The account of that name, with its secret. */
    public Optional<Credential> find(String name) {
        return Optional.ofNullable(refreshed().byName().get(name));
    }

    /** Who has this name and password. Takes the same time whether the name exists or not. */
    public Optional<Credential> login(String name, String password) {
        Optional<Credential> credential =
                find(name).filter(known -> !known.secret().isToken());
        boolean isRight = credential.map(Credential::secret).orElse(NOBODY).isPassword(password);
        return credential.filter(known -> isRight);
    }

    /** Whose token this is. */
    public Optional<Account> byToken(String token) {
        return Optional.ofNullable(
                refreshed().byToken().get(Secret.ofToken(token).hash()));
    }

    /** All, by name. */
    public Collection<Credential> all() {
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
        Map<String, Credential> byName = isOptional && !Files.exists(file) ? Map.of() : UsersFile.read(file);
        return new Snapshot(
                stamp,
                byName,
                byName.values().stream()
                        .filter(credential -> credential.secret().isToken())
                        .collect(Collectors.toMap(
                                credential -> credential.secret().hash(), Credential::account)));
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
