package dev.sluice.quickstart.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.ConsoleTable;
import dev.sluice.runtime.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of configuration keys shows all of the console's, as its table has them. */
final class ConsoleReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");
    private static final String BEGIN = "<!-- generated: console configuration -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void theReferencePageHasEveryKeyOfTheConsole() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN);
        String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String tail = page.substring(page.indexOf(END, head.length()));
        String wanted = head + ConfigReference.of(ConsoleTable.definitions()) + tail;

        if (!page.equals(wanted)) {
            Files.writeString(Path.of("target", "configuration.md"), wanted);
        }
        assertThat(page)
                .as("%s is stale: copy target/configuration.md over it", PAGE)
                .isEqualTo(wanted);
    }
}
