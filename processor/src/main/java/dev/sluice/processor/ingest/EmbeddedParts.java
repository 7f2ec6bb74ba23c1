package dev.sluice.processor.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.EntryUtils;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.ContentHandler;

/** Takes the documents within a document over from Tika's parsers, to be read as any other. */
final class EmbeddedParts implements EmbeddedDocumentExtractor {
    private final Attachments attachments;

    EmbeddedParts(Attachments attachments) {
        this.attachments = attachments;
    }

    /** Files only, not pictures, thumbnails, fonts or macros. */
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        String kind = metadata.get(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE);
        return kind == null || kind.equals(TikaCoreProperties.EmbeddedResourceType.ATTACHMENT.toString());
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws IOException {
        byte[] bytes =
                stream instanceof TikaInputStream tika && tika.getOpenContainer() instanceof DirectoryEntry folder
                        ? file(folder)
                        : stream.readAllBytes();
        if (bytes.length > 0) {
            String name = Optional.ofNullable(metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY))
                    .orElse("without a name");
            attachments.addIfReadable(
                    name,
                    new Part(
                            bytes,
                            Optional.ofNullable(metadata.get(Metadata.CONTENT_TYPE))
                                    .flatMap(MediaTypes::parse),
                            Optional.empty()));
        }
    }

    /** An OLE2 document within another is a folder there; written out it is a file of its own. */
    private static byte[] file(DirectoryEntry folder) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (POIFSFileSystem files = new POIFSFileSystem()) {
            EntryUtils.copyNodes(folder, files.getRoot());
            files.writeFilesystem(out);
        }
        return out.toByteArray();
    }
}
