package dev.sluice.processor.ingest;

import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** From HTML to what a reader sees of it: no scripts, styles or comments. Fetches nothing and runs nothing. */
final class HtmlReader {

    Extracted read(String html, Reading reading) {
        Document document = Jsoup.parse(html);
        Lines lines = new Lines(reading);
        document.traverse(new Layout(lines));
        return new Extracted(
                lines.toString(),
                Optional.of(document.title()).map(String::strip).filter(title -> !title.isEmpty()));
    }

    private static final class Layout implements NodeVisitor {
        private final Lines lines;
        private int preformatted;

        Layout(Lines lines) {
            this.lines = lines;
        }

        @Override
        public void head(Node node, int depth) {
            switch (node) {
                case Element element -> {
                    preformatted += isPreformatted(element) ? 1 : 0;
                    lines.start(element.normalName());
                }
                case TextNode text when preformatted > 0 -> lines.text(text.getWholeText());
                case TextNode text -> lines.flow(text.getWholeText());
                default -> {}
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                preformatted -= isPreformatted(element) ? 1 : 0;
                lines.end(element.normalName());
            }
        }

        private static boolean isPreformatted(Element element) {
            return element.normalName().equals("pre") || element.normalName().equals("textarea");
        }
    }
}
