package dev.sluice.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages of this repository lead to each other. */
final class DocumentationLinksTest {
    private final LinkCheck check = new LinkCheck(Path.of(".."));

    @BeforeEach
    void read() throws IOException {
        check.add("README.md");
        check.add("CHANGELOG.md");
        check.add("SECURITY.md");
        check.add("docs");
        check.add("examples");
        check.add("profiles/README.md");
    }

    @Test
    void noLinkLeadsNowhere() {
        assertThat(check.brokenLinks()).isEmpty();
    }

    @Test
    void everyPageIsReachedFromTheIndex() {
        assertThat(check.unreachableFrom("docs/index.md")).isEmpty();
    }
}
