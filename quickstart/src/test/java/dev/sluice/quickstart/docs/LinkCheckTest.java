package dev.sluice.quickstart.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Broken links are found, and others are not taken for broken. */
final class LinkCheckTest {
    @TempDir
    private Path root;

    private LinkCheck check;

    @BeforeEach
    void start() throws IOException {
        page("docs/other.md", "# Other\n## What it is\n## What it is\n### `llm.model`, and *more* ([why](index.md))\n");
        check = new LinkCheck(root);
    }

    @Test
    void findsFilesThatAreNotThere() throws IOException {
        assertThat(broken("[a](missing.md) <img src=\"images/none.png\">"))
                .containsExactly(
                        "docs/index.md: images/none.png: there is no such file",
                        "docs/index.md: missing.md: there is no such file");
    }

    @Test
    void findsHeadingsThatAreNotThere() throws IOException {
        assertThat(broken("[a](other.md#what-it-was), [b](#nothing)"))
                .containsExactly(
                        "docs/index.md: #nothing: there is no such heading",
                        "docs/index.md: other.md#what-it-was: there is no such heading");
    }

    @Test
    void findsWhatLeadsOutOfTheRepositoryOrIsNoAddress() throws IOException {
        assertThat(broken("[a](../../else.md) [b](https:/oops) [c](file:///etc/passwd)"))
                .containsExactly(
                        "docs/index.md: ../../else.md: leads out of the repository",
                        "docs/index.md: file:///etc/passwd: is no address",
                        "docs/index.md: https:/oops: is no address");
    }

    @Test
    void findsPagesThatNothingLeadsTo() throws IOException {
        page("docs/deep/far.md", "[back](../index.md)");
        page("docs/deep/near.md", "[further](far.md)");
        page("docs/lonely.md", "[index](index.md)");
        page("docs/index.md", "[near](deep/near.md#top)");
        check.add("docs");

        assertThat(check.unreachableFrom("docs/index.md")).containsExactly("docs/lonely.md", "docs/other.md");
    }

    @Test
    void acceptsLinksToFilesFoldersHeadingsAndAddresses() throws IOException {
        assertThat(broken("""
                        # Index
                        [file](other.md "title"), [folder](../docs), [own](#index), [second](other.md#what-it-is-1),
                        [code](other.md#llmmodel-and-more-why), <https://example.org>, [web](https://example.org/a?b=c#d)
                        [a]: other.md
                        """)).isEmpty();
    }

    @Test
    void takesNothingInCodeForALink() throws IOException {
        assertThat(broken("""
                        `[a](missing.md)`
                        ```
                        [b](missing.md)
                        # [c](missing.md)
                        ```
                        """)).isEmpty();
    }

    private List<String> broken(String text) throws IOException {
        page("docs/index.md", text);
        check.add("docs");
        return check.brokenLinks();
    }

    private void page(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
