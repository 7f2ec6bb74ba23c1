package dev.sluice.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of topics and contracts shows all of them, as they are. */
final class TopicReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "topics.md");
    private static final String END = "<!-- end -->";

    @Test
    void theReferencePageShowsAllTopicsAndContracts() throws IOException {
        String page = Files.readString(PAGE);
        String wanted = with(page, "table of topics", TopicReference.table());
        wanted = with(wanted, "topics", TopicReference.sections());
        wanted = with(wanted, "contracts", ContractReference.sections());

        if (!page.equals(wanted)) {
            Files.writeString(Path.of("target", "topics.md"), wanted);
        }
        assertThat(page).as("%s is stale: copy target/topics.md over it", PAGE).isEqualTo(wanted);
    }

    private static String with(String page, String part, String text) {
        String begin = "<!-- generated: " + part + " -->\n";
        assertThat(page).contains(begin);
        String head = page.substring(0, page.indexOf(begin) + begin.length());
        return head + text + page.substring(page.indexOf(END, head.length()));
    }
}
