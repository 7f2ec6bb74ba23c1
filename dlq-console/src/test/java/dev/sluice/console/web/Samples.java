package dev.sluice.console.web;

import dev.sluice.console.review.Letters;
import dev.sluice.schemas.avro.AlternativeLabel;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.Span;
import dev.sluice.schemas.avro.Summary;
import dev.sluice.schemas.avro.TokenUsage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.imageio.ImageIO;

/** Dead letters as the pipeline writes them. */
final class Samples {
    static final String INVOICE = """
            Norbert Nagel Elektrotechnik GmbH
            Lindenweg 12, 79098 Freiburg

            INVOICE 2026-1187
            Invoice date: 3 November 2026
            Customer: Stadtwerke Emmendingen
            Your order: PO-77120

            12 h  Installation of distribution board     1,140.00
             3 x  Residual current device 40 A             287.40
             1 x  Travel, flat rate                         45.00

            Net                                          1,472.40
            VAT 19 %                                       279.76
            Total EUR                                    1,725.16

            Payable within 14 days. IBAN DE89 3704 0044 0532 0130 00
            """;

    private static final String INVOICE_FIELDS = """
            {"invoice_number":"2026-1187","invoice_date":"2026-11-03","due_date":null,"supplier":"Norbert Nagel Elektrotechnik GmbH",
            "customer":"Stadtwerke Emmendingen","purchase_order":"PO-77120","net_amount":1472.40,"tax_amount":279.76,
            "total_amount":1725.16,"currency":"EUR","line_items":[
            {"description":"Installation of distribution board","quantity":12,"amount":1140.00},
            {"description":"Residual current device 40 A","quantity":3,"amount":287.40},
            {"description":"Travel, flat rate","quantity":1,"amount":45.00}]}""";

    private static final Origin MODEL = new Origin("model", "gpt-5-mini-2026-08", "4");

    private static final int RED = 0xFF0000;

    private Samples() {}

    /** An invoice whose sum is wrong. */
    static DeadLetter invoice(String id, long offset) {
        return dated(Letters.held(id, offset), offset)
                .setText(INVOICE)
                .setProfile("invoice")
                .setReason(DeadLetterReason.RULE_VIOLATION)
                .setDetail("A rule of the profile does not hold. Compare the amounts with the document.")
                .setProblems(List.of(
                        new Problem(
                                "rule", "/total_amount", "net amount and tax are 1752.16, not 1725.16", Severity.ERROR),
                        new Problem("confidence", "/due_date", "the model was unsure of it", Severity.WARNING)))
                .setProperties(DocumentProperties.newBuilder()
                        .setTitle("Invoice 2026-1187, Norbert Nagel Elektrotechnik")
                        .setTenant("acme")
                        .build())
                .setExtraction(Extraction.newBuilder()
                        .setFields(INVOICE_FIELDS)
                        .setEvidence(List.of(
                                evidence("/invoice_number", "2026-1187"),
                                evidence("/invoice_date", "3 November 2026"),
                                evidence("/supplier", "Norbert Nagel Elektrotechnik GmbH"),
                                evidence("/customer", "Stadtwerke Emmendingen"),
                                evidence("/purchase_order", "PO-77120"),
                                evidence("/net_amount", "1,472.40"),
                                evidence("/tax_amount", "279.76"),
                                evidence("/total_amount", "1,725.16"),
                                evidence("/line_items/0/amount", "1,140.00"),
                                FieldEvidence.newBuilder()
                                        .setPointer("/currency")
                                        .setQuote("Euros")
                                        .setConfidence(0.7)
                                        .build()))
                        .setConfidence(0.74)
                        .setOrigin(MODEL)
                        .build())
                .setSummary(new Summary(
                        "Norbert Nagel Elektrotechnik bills Stadtwerke Emmendingen 1,725.16 EUR for the installation of a"
                                + " distribution board, payable within 14 days.",
                        0.88,
                        MODEL))
                .setClassification(Classification.newBuilder()
                        .setLabel("services")
                        .setConfidence(0.81)
                        .setAlternatives(List.of(new AlternativeLabel("goods", 0.15)))
                        .setRationale("Most of the sum is for the hours of an electrician.")
                        .setOrigin(MODEL)
                        .build())
                .setConfidence(0.74)
                .setAttempts(List.of(
                        attempt(offset, AttemptOutcome.INVALID, "small-offline", 420, 0)
                                .setProblems(List.of(new Problem(
                                        "schema", "/total_amount", "must be a number or null", Severity.ERROR)))
                                .setAnswer("{\"fields\":{\"total_amount\":\"EUR 1.725,16\"}}")
                                .build(),
                        attempt(offset, AttemptOutcome.VALID, "model", 2310, 3120)
                                .setAnswer("{\"fields\":" + INVOICE_FIELDS + "}")
                                .build()))
                .build();
    }

    /** A complaint that the model was unsure of. */
    static DeadLetter email(String id, long offset) {
        return dated(Letters.held(id, offset), offset).build();
    }

    /** A complaint to another tenant than the others. */
    static DeadLetter foreign(String id, long offset) {
        return dated(Letters.held(id, offset), offset)
                .setProperties(
                        DocumentProperties.newBuilder().setTenant("globex").build())
                .build();
    }

    /** A complaint with this text, title and summary. */
    static DeadLetter hostile(String id, String text) {
        return dated(Letters.held(id, 1), 1)
                .setText(text)
                .setProperties(DocumentProperties.newBuilder()
                        .setTitle(text.substring(0, Math.min(300, text.length())))
                        .setTenant(text.substring(0, Math.min(40, text.length())))
                        .build())
                .setDetail(text.substring(0, Math.min(300, text.length())))
                .setSummary(new Summary(text.substring(0, Math.min(300, text.length())), 0.4, MODEL))
                .build();
    }

    /** A page that is all red. */
    static byte[] redPdf() {
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R >>",
                "<< /Length 26 >>\nstream\n1 0 0 rg 0 0 300 300 re f\n\nendstream");
        StringBuilder pdf = new StringBuilder("%PDF-1.4\n");
        StringBuilder table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(pdf.length()));
            pdf.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects.get(i)));
        }
        int start = pdf.length();
        pdf.append("xref\n0 5\n")
                .append(table)
                .append("trailer << /Size 5 /Root 1 0 R >>\nstartxref\n" + start + "\n%%EOF");
        return pdf.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A picture that is all red. */
    static byte[] redPng() throws IOException {
        BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 200 * 200; i++) {
            picture.setRGB(i % 200, i / 200, RED);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }

    /** How many dots of a screenshot are of that red. */
    static long redDots(byte[] png) throws IOException {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        long dots = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                dots += (picture.getRGB(x, y) & 0xFFFFFF) == RED ? 1 : 0;
            }
        }
        return dots;
    }

    private static DeadLetter.Builder dated(DeadLetter.Builder letter, long offset) {
        Instant at = Instant.now().minus(Duration.ofMinutes(7 + offset * 23));
        return letter.setDeadLetteredAt(at)
                .setSource(SourceCoordinates.newBuilder(letter.getSource())
                        .setTimestamp(at.minusSeconds(4))
                        .build());
    }

    private static Attempt.Builder attempt(
            long offset, AttemptOutcome outcome, String engine, long millis, long micros) {
        return Attempt.newBuilder()
                .setStage("extract")
                .setOrigin(new Origin(engine, "gpt-5-mini-2026-08", "4"))
                .setStartedAt(Instant.now().minus(Duration.ofMinutes(7 + offset * 23)))
                .setDurationMs(millis)
                .setOutcome(outcome)
                .setUsage(new TokenUsage(1840L, 1024L, 310L))
                .setCostMicros(micros);
    }

    private static FieldEvidence evidence(String pointer, String quote) {
        int start = INVOICE.indexOf(quote);
        return FieldEvidence.newBuilder()
                .setPointer(pointer)
                .setQuote(quote)
                .setSpan(new Span(start, start + quote.length()))
                .setConfidence(0.95)
                .build();
    }
}
