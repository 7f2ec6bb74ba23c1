package dev.sluice.devstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses a process listens on, as Linux has them in {@code /proc}: hexadecimal, in the byte order of the host. */
final class ListeningSockets {

    /** 127.0.0.1, on a little-endian host. */
    static final String LOOPBACK_4 = "0100007F";

    /** ::ffff:127.0.0.1, on a little-endian host. */
    static final String LOOPBACK_4_IN_6 = "0000000000000000FFFF00000100007F";

    private static final String LISTEN = "0A";

    private ListeningSockets() {}

    static List<String> of(long pid) throws IOException {
        Path process = Path.of("/proc", Long.toString(pid));
        Set<String> inodes;
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            inodes = descriptors
                    .map(ListeningSockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            for (String line : Files.readAllLines(process.resolve(table))) {
                List<String> columns = List.of(line.strip().split("\\s+"));
                if (columns.get(3).equals(LISTEN) && inodes.contains(columns.get(9))) {
                    addresses.add(columns.get(1).substring(0, columns.get(1).indexOf(':')));
                }
            }
        }
        return addresses;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
