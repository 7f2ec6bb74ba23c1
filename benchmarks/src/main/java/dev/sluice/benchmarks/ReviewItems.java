package dev.sluice.benchmarks;

import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** Items under review of about 2,000 characters, as unlike each other as mails are. */
final class ReviewItems {
    /** A word that every item has. */
    static final String COMMON = "delivery";

    private static final List<DeadLetterReason> REASONS =
            List.of(DeadLetterReason.LOW_CONFIDENCE, DeadLetterReason.UNGROUNDED, DeadLetterReason.RULE_VIOLATION);
    private static final int WORDS = 300;
    private static final int VOCABULARY = 20_000;

    private final Random random;

    ReviewItems(Random random) {
        this.random = random;
    }

    ReviewItem next(int number) {
        Origin origin = new Origin("model", "small", "1");
        Instant time = Instant.ofEpochSecond(1_760_000_000L + number);
        double confidence = random.nextDouble();
        DeadLetterReason reason = REASONS.get(number % REASONS.size());
        DeadLetter letter = DeadLetter.newBuilder()
                .setDocumentId("document-" + number)
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(number)
                        .setTimestamp(time)
                        .build())
                .setStage("gate")
                .setReason(reason)
                .setDetail("The confidence of the summary is too low.")
                .setText(text(number))
                .setProfile("support-email")
                .setExtraction(Extraction.newBuilder()
                        .setFields("{\"order_id\":\"" + number + "\"}")
                        .setConfidence(confidence)
                        .setOrigin(origin)
                        .build())
                .setSummary(new Summary("A customer asks about a delivery.", confidence, origin))
                .setClassification(Classification.newBuilder()
                        .setLabel("delivery_issue")
                        .setConfidence(confidence)
                        .setRationale("It says so.")
                        .setOrigin(origin)
                        .build())
                .setConfidence(confidence)
                .setDeadLetteredAt(time)
                .build();
        return ReviewItem.newBuilder()
                .setDocumentId(letter.getDocumentId())
                .setVersion(1)
                .setState(number % 4 == 3 ? ReviewState.RESOLVED : ReviewState.PENDING)
                .setReason(reason)
                .setStage("gate")
                .setProfile("support-email")
                .setTenant("tenant-" + number % 20)
                .setLabel("delivery_issue")
                .setConfidence(confidence)
                .setPreview("A customer asks about a delivery.")
                .setArrivedAt(time)
                .setQueuedAt(time)
                .setUpdatedAt(time)
                .setDeadLetter(letter)
                .setDeadLetterPartition(0)
                .setDeadLetterOffset(number)
                .build();
    }

    private String text(int number) {
        // With personal data in every text, which a second index leaves out for those from whom it is hidden.
        StringBuilder text = new StringBuilder("Hello, my delivery order-" + number
                + " of 2026-11-03 is late. Write to ada." + number + "@example.com, or call +49 30 1234567. ");
        for (int i = 0; i < WORDS; i++) {
            // Few words are frequent and many are rare, as in language.
            int word = (int) (VOCABULARY * Math.pow(random.nextDouble(), 3));
            text.append(letters(word * 7919 + 1000)).append(' ');
        }
        return text.toString();
    }

    /** A word, as most texts have them: without digits. */
    private static String letters(int number) {
        StringBuilder word = new StringBuilder();
        for (int left = number; left > 0; left /= 26) {
            word.append((char) ('a' + left % 26));
        }
        return word.toString();
    }
}
