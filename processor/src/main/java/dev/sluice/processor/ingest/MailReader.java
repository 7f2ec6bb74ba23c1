package dev.sluice.processor.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.dom.Body;
import org.apache.james.mime4j.dom.Entity;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.Multipart;
import org.apache.james.mime4j.dom.SingleBody;
import org.apache.james.mime4j.dom.field.ContentTypeField;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.tika.mime.MediaType;

/**
 * From an e-mail (RFC 5322 and MIME) to its headers that matter, its body and its attachments. Of alternative bodies the
 * plain one is taken if it says anything. Thread-safe.
 */
final class MailReader {
    private static final List<String> HEADERS = List.of("From", "To", "Cc", "Reply-To", "Date", "Subject");

    private static final Set<String> IDENTITY = Set.of("7bit", "8bit", "binary");

    /** Without limits of its own: the input's size bounds them all. */
    private static final MimeConfig LENIENT = MimeConfig.custom()
            .setMaxLineLen(-1)
            .setMaxHeaderLen(-1)
            .setMaxHeaderCount(-1)
            .build();

    private final TextDecoder decoder;
    private final HtmlReader html;

    MailReader(TextDecoder decoder, HtmlReader html) {
        this.decoder = decoder;
        this.html = html;
    }

    Extracted read(Part mail, Reading reading, Attachments attachments) throws IOException {
        DefaultMessageBuilder builder = new DefaultMessageBuilder();
        builder.setMimeEntityConfig(LENIENT);
        builder.setDecodeMonitor(DecodeMonitor.SILENT);
        Message message = builder.parseMessage(new ByteArrayInputStream(mail.bytes()));
        try {
            return new Opened(mail.charset(), reading, attachments).read(message);
        } finally {
            message.dispose();
        }
    }

    /** One mail while it is read. */
    private final class Opened {
        private final Optional<Charset> known;
        private final Reading reading;
        private final Attachments attachments;
        private final StringBuilder body = new StringBuilder();

        Opened(Optional<Charset> known, Reading reading, Attachments attachments) {
            this.known = known;
            this.reading = reading;
            this.attachments = attachments;
        }

        Extracted read(Message message) throws IOException {
            StringBuilder text = new StringBuilder();
            for (String name : HEADERS) {
                header(message, name)
                        .ifPresent(value ->
                                text.append(name).append(": ").append(value).append('\n'));
            }
            reading.written(text.length());
            part(message);
            text.append('\n').append(body.toString().strip()).append(attachments.text());
            return new Extracted(text.toString().strip(), header(message, "Subject"));
        }

        private void part(Entity entity) throws IOException {
            reading.check();
            Body content = entity.getBody();
            switch (content) {
                case Multipart parts when parts.getSubType().equalsIgnoreCase("alternative") -> best(parts);
                case Multipart parts -> {
                    for (Entity part : parts.getBodyParts()) {
                        part(part);
                    }
                }
                case Message message ->
                    attachments.addMail(name(entity), inner -> new Opened(known, reading, inner).read(message));
                case SingleBody single -> single(entity, single);
                case null, default -> {}
            }
        }

        /** The alternatives come in rising order of faithfulness, which is not that of legibility (RFC 2046, 5.1.4). */
        private void best(Multipart alternatives) throws IOException {
            for (String wanted : List.of("text/plain", "text/html")) {
                for (Entity part : alternatives.getBodyParts()) {
                    if (isInline(part, wanted) && part.getBody() instanceof SingleBody single) {
                        String text = shown(part, single);
                        if (!text.isBlank()) {
                            addToBody(text);
                            return;
                        }
                    }
                }
            }
            // Such as related parts: HTML with its pictures.
            for (Entity part : alternatives.getBodyParts()) {
                part(part);
            }
        }

        private void single(Entity entity, SingleBody single) throws IOException {
            boolean picture = entity.getMimeType().startsWith("image/")
                    && entity.getHeader().getField("Content-ID") != null;
            if (isInline(entity, "text/plain") || isInline(entity, "text/html")) {
                addToBody(shown(entity, single));
            } else if (!picture) {
                try (InputStream content = single.getInputStream()) {
                    attach(entity, content.readAllBytes(), entity.getMimeType());
                }
            }
        }

        private void addToBody(String text) {
            body.append(body.isEmpty() ? "" : "\n\n").append(text);
        }

        private String shown(Entity entity, SingleBody single) throws IOException {
            byte[] bytes;
            try (InputStream content = single.getInputStream()) {
                bytes = content.readAllBytes();
            }
            String text = decoder.decode(bytes, charset(entity));
            if (entity.getMimeType().equals("text/html")) {
                return html.read(text, reading).text();
            }
            reading.written(text.length());
            return text.replace("\r\n", "\n");
        }

        private void attach(Entity entity, byte[] bytes, String type) {
            Optional<Charset> certain = isIdentity(entity) ? known : Optional.empty();
            String parameters =
                    charset(entity).map(set -> "; charset=" + set.name()).orElse("");
            Optional<MediaType> declared = MediaTypes.parse(type + (type.startsWith("text/") ? parameters : ""));
            attachments.add(name(entity), new Part(bytes, declared, certain));
        }

        private String name(Entity entity) {
            // Older programs name a file with its type instead of its disposition.
            Optional<String> named = Optional.ofNullable(entity.getHeader().getField("Content-Type"))
                    .filter(ContentTypeField.class::isInstance)
                    .map(type -> ((ContentTypeField) type).getParameter("name"));
            return Optional.ofNullable(entity.getFilename())
                    .or(() -> named)
                    .map(this::decoded)
                    .orElse("without a name");
        }

        private boolean isIdentity(Entity entity) {
            return IDENTITY.contains(entity.getContentTransferEncoding().toLowerCase(Locale.ROOT));
        }

        private boolean isInline(Entity entity, String type) {
            return entity.getMimeType().equals(type)
                    && !"attachment".equalsIgnoreCase(entity.getDispositionType())
                    && entity.getFilename() == null;
        }

        /** A mail that came as a string was encoded anew, so what its parts declare is out of date unless transfer-encoded. */
        private Optional<Charset> charset(Entity entity) {
            if (known.isPresent() && isIdentity(entity)) {
                return known;
            }
            Field type = entity.getHeader().getField("Content-Type");
            boolean declares =
                    type != null && type.getBody().toLowerCase(Locale.ROOT).contains("charset");
            return declares ? TextDecoder.named(entity.getCharset()) : Optional.empty();
        }

        private Optional<String> header(Entity entity, String name) {
            return Optional.ofNullable(entity.getHeader().getField(name))
                    .map(field -> decoder.decode(field.getSafeRaw().toByteArray(), known))
                    .map(field -> decoded(field.substring(field.indexOf(':') + 1)))
                    .map(value -> value.replaceAll("\\s+", " ").strip())
                    .filter(value -> !value.isEmpty());
        }

        private String decoded(String words) {
            return DecoderUtil.decodeEncodedWords(words, DecodeMonitor.SILENT);
        }
    }
}
