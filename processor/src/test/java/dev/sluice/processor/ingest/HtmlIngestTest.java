package dev.sluice.processor.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.ingest.IngestResult.Read;
import java.nio.charset.Charset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HtmlIngestTest {
    private final Ingestor ingestor = Documents.INGESTOR;

    @Test
    void elementsWithoutEndGiveAResult() throws Exception {
        assertThat(read("<div>".repeat(20_000) + "the words").text()).isEqualTo("the words");
        assertThat(read("<table><tr><td>".repeat(1_000) + "the words").text()).contains("the words");
    }

    @Test
    void titleWithoutEndIsCutOff() throws Exception {
        String page = "<title>" + "\ud83d\ude9a".repeat(100_000) + "</title><p>Words";
        Read read = (Read) Documents.INGESTOR.ingest(page.getBytes(UTF_8), Optional.of("text/html"));
        assertThat(read.title().orElseThrow()).hasSizeBetween(900, 1_000).endsWith("\ude9a");
    }

    @Test
    void scriptsStylesAndCommentsAreNotSeen() throws Exception {
        assertThat(read("""
                <html><head><title>Our lamps</title><style>p { color: red }</style></head>
                <body><!-- a comment --><script>alert("run")</script><noscript>no script</noscript>
                <template>a template</template><p>the words</p></body></html>""").text()).isEqualTo("the words");
    }

    @Test
    void paragraphsListsAndTablesKeepTheirLines() throws Exception {
        assertThat(read("""
                <h1>Our
                  lamps</h1>
                <p>First <b>line</b> <br>second line</p><div>a division</div><div>another</div>
                <ul><li>one</li><li><p>two</p><ul><li>inner</ul></ul>
                <table><tr><th>Lamp<th>Price</tr><tr><td><p>Desk</p><p>lamp</p><td>19.90</table>
                <pre>a
                  b</pre>""").text()).isEqualTo("""
                Our lamps

                First line
                second line

                a division
                another

                - one
                - two

                - inner

                Lamp\tPrice
                Desk lamp\t19.90

                a
                  b""");
    }

    @Test
    void titleAndLanguageAreFound() throws Exception {
        Read read = read("<title> Unsere\n Lampen </title><p>Wir liefern alle Lampen innerhalb von zwei Tagen.</p>");

        assertThat(read.title()).contains("Unsere Lampen");
        assertThat(new Languages().of(read)).contains("de");
        assertThat(read.mediaType()).isEqualTo("text/html");
    }

    @Test
    void characterSetIsTheOneThePageNames() throws Exception {
        String page = "<html><head><meta charset=\"koi8-r\"></head><body>заказ</body></html>";
        String xhtml =
                "<?xml version='1.0' encoding='iso-8859-15'?><html xmlns='http://www.w3.org/1999/xhtml'>5 €</html>";

        assertThat(((Read) ingestor.ingest(page.getBytes(Charset.forName("koi8-r")), Optional.of("text/html"))).text())
                .isEqualTo("заказ");
        assertThat(((Read) ingestor.ingest(
                                xhtml.getBytes(Charset.forName("iso-8859-15")), Optional.of("application/xhtml+xml")))
                        .text())
                .isEqualTo("5 €");
        assertThat(((Read) ingestor.ingest("<p>5 €".getBytes(UTF_8), Optional.of("text/html; charset=utf-8"))).text())
                .isEqualTo("5 €");
    }

    private Read read(String html) throws InterruptedException {
        return (Read) ingestor.ingest(html, Optional.of("text/html"));
    }
}
