package dev.sluice.processor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.config.ConfigReference;
import dev.sluice.runtime.config.ConfigSources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages that show configuration keys show all of them, as the table has them. */
final class ConfigReferenceTest {
    private static final Path ROOT = Path.of("..");
    private static final String BEGIN = "<!-- generated: configuration -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void theReferencePageHasEveryKey() throws IOException {
        assertGenerated(ROOT.resolve("docs/configuration.md"), ConfigReference.of(ConfigTable.definitions()));
    }

    @Test
    void theReadmeHasTheImportantKeys() throws IOException {
        assertGenerated(ROOT.resolve("README.md"), ConfigReference.importantOf(ConfigTable.definitions()));
    }

    @Test
    void everyKeyHasAVariableOfItsOwn() {
        assertThat(ConfigTable.definitions().names().stream().map(ConfigSources::variable))
                .doesNotHaveDuplicates()
                .allMatch(variable -> variable.matches("SLUICE_[A-Z0-9_]+"));
    }

    private static void assertGenerated(Path page, String expected) throws IOException {
        String text = Files.readString(page, StandardCharsets.UTF_8);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END, begin);
        assertThat(text).contains(BEGIN).contains(END);
        if (!text.substring(begin, end).equals(expected)) {
            Path wanted = Files.writeString(
                    Path.of("target", page.getFileName().toString()),
                    text.substring(0, begin) + expected + text.substring(end),
                    StandardCharsets.UTF_8);
            assertThat(text.substring(begin, end))
                    .as("%s is stale: copy %s over it", page, wanted)
                    .isEqualTo(expected);
        }
    }
}
