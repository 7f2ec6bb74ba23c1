package dev.sluice.console.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The file of accounts: {@code name:role:hash[:restrictions]} on each line, where restrictions are such as
 * {@code profiles=invoice,contract;tenants=acme;}. Blank lines and those that begin with # do not count.
 */
public final class UsersFile {
    private static final String HEAD =
            "# name:role:hash[:profiles=a,b;tenants=c;]   Written by: sluice console user add\n";

    private UsersFile() {}

    /**
     * Reads the accounts, by name.
     *
     * @throws IOException if the file cannot be read, or with the line that is wrong
     */
    public static Map<String, Credential> read(Path file) throws IOException {
        Map<String, Credential> credentials = new TreeMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Credential credential;
            try {
                credential = credential(line);
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ", line " + (i + 1) + ": " + e.getMessage() + ".", e);
            }
            String name = credential.account().name();
            if (credentials.put(name, credential) != null) {
                throw new IOException(
                        file + ", line " + (i + 1) + ": " + name + " is there twice; remove one of them.");
            }
        }
        return credentials;
    }

    /** Writes the file anew, in one step, readable to its owner alone where the file system knows owners. */
    static void write(Path file, Collection<Credential> credentials) throws IOException {
        String text = credentials.stream().map(Credential::line).collect(Collectors.joining("\n", HEAD, "\n"));
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
        Files.createDirectories(folder);
        Path fresh = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? Files.createTempFile(
                        folder,
                        "users",
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, "users", ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "The users file " + file + " does not exist. Make it with: sluice console user add NAME.", e);
        }
    }

    private static Credential credential(String line) {
        List<String> parts = Arrays.asList(line.split(":", 4));
        if (parts.size() < 3) {
            throw new IllegalArgumentException("it is not of the form name:role:hash[:restrictions]");
        }
        Role role = Role.of(parts.get(1))
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + parts.get(1) + "' is no role; use viewer, reviewer, operator or admin"));
        Map<String, Set<String>> restrictions = restrictions(parts.size() == 4 ? parts.get(3) : "");
        return new Credential(
                new Account(
                        parts.get(0),
                        role,
                        Optional.ofNullable(restrictions.get("profiles")),
                        Optional.ofNullable(restrictions.get("tenants"))),
                new Secret(parts.get(2)));
    }

    private static Map<String, Set<String>> restrictions(String text) {
        Map<String, Set<String>> restrictions = new TreeMap<>();
        for (String each : split(text, ';')) {
            int equals = each.indexOf('=');
            String what = each.substring(0, Math.max(equals, 0));
            if (!what.equals("profiles") && !what.equals("tenants")) {
                throw new IllegalArgumentException(
                        "'" + each + "' is no restriction; write profiles=a,b; or tenants=a,b;");
            }
            restrictions.put(what, Set.copyOf(split(each.substring(equals + 1), ',')));
        }
        return restrictions;
    }

    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split(java.util.regex.Pattern.quote(String.valueOf(at)), -1)) {
            if (!part.isBlank() && !parts.contains(part.strip())) {
                parts.add(part.strip());
            }
        }
        return parts;
    }
}
