package dev.sluice.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ScaffoldTest {
    @TempDir
    private Path temporary;

    @Test
    void touchesNothingThatExists() throws IOException {
        Path mine = Files.createDirectory(temporary.resolve("parking-ticket"));

        assertThatThrownBy(() -> Scaffold.write("parking-ticket", temporary, "me"))
                .isInstanceOf(FileAlreadyExistsException.class);

        assertThat(mine).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Parking", "parking ticket", "../parking", "1st", "parking/ticket"})
    void refusesANameThatNoProfileCanHave(String name) {
        assertThatThrownBy(() -> Scaffold.write(name, temporary, "me"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("lower-case letter");
        assertThat(temporary).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"me", "O'Neill: the 1st", "null"})
    void makesAProfileThatPassesTheCheck(String owner) throws IOException {
        Path parent = temporary.resolve("new/kinds");

        List<Path> files = Scaffold.write("parking-ticket", parent, owner);

        assertThat(files).allMatch(Files::isRegularFile).contains(parent.resolve("parking-ticket/golden/first.yaml"));
        assertThat(new ProfileLoader().loadWithGolden(List.of(parent)))
                .filteredOn(loaded -> loaded.profile().name().equals("parking-ticket"))
                .singleElement()
                .satisfies(loaded -> {
                    assertThat(loaded.folder())
                            .isEqualTo(parent.resolve("parking-ticket").toString());
                    assertThat(loaded.golden()).hasSize(1);
                    assertThat(loaded.profile().examples()).hasSize(1);
                });
    }
}
