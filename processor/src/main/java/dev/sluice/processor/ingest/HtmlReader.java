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

    private record Layout(Lines lines) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            switch (node) {
                case Element element -> lines.start(element.normalName());
                case TextNode text when inPre(text) -> lines.text(text.getWholeText());
                case TextNode text -> lines.flow(text.getWholeText());
                default -> {}
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element && !element.normalName().equals("br")) {
                lines.end(element.normalName());
            }
        }

        private static boolean inPre(Node node) {
            for (Node up = node.parent(); up != null; up = up.parent()) {
                if (up instanceof Element element && element.normalName().equals("pre")) {
                    return true;
                }
            }
            return false;
        }
    }
}
