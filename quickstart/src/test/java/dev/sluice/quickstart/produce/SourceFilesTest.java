package dev.sluice.quickstart.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.quickstart.terminal.CommandFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFilesTest {
    @TempDir
    private Path folder;

    private Path work;

    @BeforeEach
    void makeFiles() throws IOException {
        work = Files.createDirectories(folder.resolve("work"));
        for (String file : List.of(
                "work/mails/b.eml",
                "work/mails/a.eml",
                "work/mails/2026/c.eml",
                "work/mails/.hidden",
                "work/mails/.git/config",
                "work/top.txt",
                "else/where/a.txt",
                "else/there/a.txt",
                "else/where/a b ü.txt")) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file);
        }
    }

    @Test
    void refusesAPathThatDoesNotExist() {
        assertThatThrownBy(() -> ids("mails", "mail"))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("There is no file or folder mail.");
    }

    @Test
    void refusesTwoFilesThatWouldBeVersionsOfOneDocument() {
        String where = folder.resolve("else/where/a.txt").toString();
        String there = folder.resolve("else/there/a.txt").toString();

        assertThatThrownBy(() -> ids(where, there))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining(where)
                .hasMessageContaining(there)
                .hasMessageContaining("the id a.txt");
    }

    @Test
    void namesDocumentsByTheirPathFromTheWorkingDirectory() {
        assertThat(ids("mails", "./top.txt"))
                .containsExactly("mails/2026/c.eml", "mails/a.eml", "mails/b.eml", "top.txt");
        assertThat(ids(work.resolve("mails/2026").toString())).containsExactly("mails/2026/c.eml");
    }

    @Test
    void namesDocumentsElsewhereFromTheGivenFolderOn() {
        assertThat(ids(folder.resolve("else").toString()))
                .containsExactly("else/there/a.txt", "else/where/a b ü.txt", "else/where/a.txt");
        assertThat(ids("../else/where/a.txt")).containsExactly("a.txt");
    }

    @Test
    void sendsAFileOnceHoweverOftenItIsNamed() {
        assertThat(ids("mails/2026", "mails/2026/c.eml")).containsExactly("mails/2026/c.eml");
    }

    @Test
    void takesAHiddenFileThatIsNamed() {
        assertThat(ids("mails/.hidden")).containsExactly("mails/.hidden");
    }

    @Test
    void goesNotAroundInCircles() throws IOException {
        Files.createSymbolicLink(work.resolve("mails/2026/loop"), work.resolve("mails"));

        assertThat(ids("mails/2026")).containsExactly("mails/2026/c.eml");
    }

    @Test
    void followsALinkThatIsNamed() throws IOException {
        Files.createSymbolicLink(work.resolve("linked"), folder.resolve("else/there"));

        assertThat(ids("linked")).containsExactly("linked/a.txt");
    }

    private List<String> ids(String... paths) {
        return new SourceFiles(work)
                .collect(List.of(paths).stream().map(Path::of).toList()).stream()
                        .map(SourceFile::documentId)
                        .toList();
    }
}
