package dev.sluice.processor.ingest;

import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Lays out the XHTML events of Tika's parsers as lines. */
final class XhtmlLines extends DefaultHandler {
    private final Lines lines;

    XhtmlLines(Lines lines) {
        this.lines = lines;
    }

    @Override
    public void startElement(String uri, String localName, String qName, Attributes attributes) {
        lines.start(localName);
    }

    @Override
    public void endElement(String uri, String localName, String qName) {
        lines.end(localName);
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        lines.text(new String(characters, start, length));
    }

    /** The parsers report white space that they add themselves: the PDF parser's line ends among it. */
    @Override
    public void ignorableWhitespace(char[] characters, int start, int length) {
        String space = new String(characters, start, length);
        if (space.indexOf('\n') >= 0) {
            lines.line();
        }
    }
}
