package dev.sluice.processor.deadletter;

import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Dead letters as bytes that fit the topic. What is too large is made smaller step by step; the original bytes are kept
 * always, compressed where they must be. Thread-safe if the serializer is.
 */
public final class DeadLetterEncoder {
    private static final List<UnaryOperator<DeadLetter>> REDUCTIONS = List.of(
            OriginalBytes::compressed,
            DeadLetterEncoder::withoutAnswers,
            DeadLetterEncoder::withoutResults,
            DeadLetterEncoder::withoutKeyAndHeaders);

    private final String topic;
    private final Serializer<DeadLetter> serializer;
    private final int maxBytes;

    /**
     * @param maxBytes the largest value that the topic takes
     */
    public DeadLetterEncoder(String topic, Serializer<DeadLetter> serializer, int maxBytes) {
        this.topic = topic;
        this.serializer = serializer;
        this.maxBytes = maxBytes;
    }

    /**
     * The dead letter's bytes.
     *
     * @throws IllegalStateException if even the compressed original alone is too large. The record's offset must then not
     *     be committed, so that it is not lost.
     */
    public byte[] encode(DeadLetter letter) {
        byte[] bytes = serializer.serialize(topic, letter);
        DeadLetter reduced = letter;
        for (UnaryOperator<DeadLetter> reduction : REDUCTIONS) {
            if (bytes.length <= maxBytes) {
                return bytes;
            }
            reduced = reduction.apply(reduced);
            bytes = serializer.serialize(topic, reduced);
        }
        if (bytes.length > maxBytes) {
            throw new IllegalStateException("The dead letter of document " + letter.getDocumentId() + " has "
                    + bytes.length + " bytes, above the " + maxBytes + " that " + topic + " takes. Raise "
                    + "max.message.bytes of that topic above the one of "
                    + letter.getSource().getTopic());
        }
        return bytes;
    }

    private static DeadLetter withoutAnswers(DeadLetter letter) {
        List<Attempt> attempts = letter.getAttempts().stream()
                .map(attempt -> Attempt.newBuilder(attempt).setAnswer(null).build())
                .toList();
        return DeadLetter.newBuilder(letter).setAttempts(attempts).build();
    }

    /** Of so much, only what a producer compressed comes through the raw topic. */
    private static DeadLetter withoutKeyAndHeaders(DeadLetter letter) {
        SourceCoordinates source = letter.getSource();
        return DeadLetter.newBuilder(letter)
                .setOriginalKey(null)
                .setSource(SourceCoordinates.newBuilder(source)
                        .setHeaders(List.of())
                        .build())
                .setDetail(letter.getDetail()
                        + " (The record's key and headers were left out to fit the topic: they are in "
                        + source.getTopic() + "-" + source.getPartition() + " at offset " + source.getOffset()
                        + " as long as that topic keeps it.)")
                .build();
    }

    /** The text and the results can be made again from the original. */
    private static DeadLetter withoutResults(DeadLetter letter) {
        return DeadLetter.newBuilder(letter)
                .setText(null)
                .setExtraction(null)
                .setSummary(null)
                .setClassification(null)
                .setDetail(letter.getDetail() + " (Text and results were left out to fit the topic.)")
                .build();
    }
}
