package dev.sluice.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tells whether a folder's contents are the same as before. */
final class FolderContents {
    /** Profiles, their sub-folders, and one more for a folder of profiles. */
    private static final int DEEPEST = 4;

    private FolderContents() {}

    /**
     * A digest of the files below a folder, their names and contents, links followed; hidden ones and golden sets, which no
     * running pipeline reads, are left out. Where it cannot be read, what is wrong with it: that may change as well.
     */
    static String digest(Path folder) {
        try (Stream<Path> walk = Files.walk(folder, DEEPEST, FileVisitOption.FOLLOW_LINKS)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> files = walk.filter(path -> !isLeftOut(folder.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
            for (Path file : files) {
                byte[] content = Files.readAllBytes(file);
                digest.update((folder.relativize(file) + "\n" + content.length + "\n").getBytes(UTF_8));
                digest.update(content);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException | UncheckedIOException e) {
            return e.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A mounted ConfigMap keeps its versions in hidden folders, which the visible names link to. */
    private static boolean isLeftOut(Path relative) {
        return StreamSupport.stream(relative.spliterator(), false)
                .map(Path::toString)
                .anyMatch(name -> name.startsWith(".") || name.equals(ProfileReader.GOLDEN));
    }
}
