package dev.sluice.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever the page of threats says to be shown by a test is. */
final class SecurityPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Path PAGE = ROOT.resolve("docs/security.md");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");
    private static final Pattern THREAT = Pattern.compile("\\| .* \\| .* \\| (.*) \\|");
    private static final String THREATS = "| threat | what stands against it | shown by |";

    @Test
    void everyTestThatItNamesExists() throws IOException {
        List<Path> tests = tests();
        TreeSet<String> missing = new TreeSet<>();
        NAMED.matcher(Files.readString(PAGE)).results().forEach(named -> {
            if (tests.stream().noneMatch(file -> has(file, named))) {
                missing.add(named.group(1) + "." + named.group(2));
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void everyThreatNamesWhatShowsItsMitigation() throws IOException {
        List<String> unshown = new ArrayList<>();
        boolean threats = false;
        for (String line : Files.readAllLines(PAGE)) {
            threats = line.startsWith("|") && (threats || line.equals(THREATS));
            if (threats && !line.equals(THREATS) && !line.startsWith("|---")) {
                var row = THREAT.matcher(line);
                assertThat(row.matches()).as(line).isTrue();
                if (!row.group(1).contains("`")) {
                    unshown.add(line);
                }
            }
        }
        assertThat(unshown).isEmpty();
    }

    private static boolean has(Path file, MatchResult named) {
        if (!file.getFileName().toString().equals(named.group(1) + ".java")) {
            return false;
        }
        try {
            return Pattern.compile(" (void|Stream<DynamicTest>) " + named.group(2) + "\\(")
                    .matcher(Files.readString(file))
                    .find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> tests() throws IOException {
        List<Path> tests = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                return name.equals("target") || name.equals(".git")
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().contains("src/test/java")) {
                    tests.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return tests;
    }
}
