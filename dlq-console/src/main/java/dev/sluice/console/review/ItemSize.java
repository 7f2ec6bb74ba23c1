package dev.sluice.console.review;

import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DocumentProperties;
import dev.sluice.schemas.avro.SourceCoordinates;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Makes a dead letter small enough to be carried by an item, part by part, the least missed first.
 *
 * @param originalBytes up to which size the original bytes are carried
 * @param letterBytes the most that the whole dead letter may take
 * @param encodedBytes the size of a dead letter as it is stored
 */
record ItemSize(int originalBytes, int letterBytes, ToIntFunction<DeadLetter> encodedBytes) {
    private static final int SHORT_DETAIL = 2000;

    /**
     * A dead letter as an item carries it.
     *
     * @param omitted the parts that were left out
     */
    record Fitted(DeadLetter letter, List<String> omitted) {
        Fitted {
            omitted = List.copyOf(omitted);
        }
    }

    private record Reduction(String part, UnaryOperator<DeadLetter> without) {}

    private static final List<Reduction> REDUCTIONS = List.of(
            new Reduction("original_value", ItemSize::withoutOriginal),
            new Reduction("attempts/answer", ItemSize::withoutAnswers),
            new Reduction(
                    "text",
                    letter -> DeadLetter.newBuilder(letter).setText(null).build()),
            new Reduction("results", ItemSize::withoutResults),
            new Reduction("everything else", ItemSize::bare));

    Fitted fit(DeadLetter letter) {
        List<String> omitted = new ArrayList<>();
        DeadLetter fitting = letter;
        if (letter.getOriginalValue().map(ByteBuffer::remaining).orElse(0) > originalBytes) {
            fitting = withoutOriginal(letter);
            omitted.add("original_value");
        }
        for (Reduction reduction : REDUCTIONS) {
            if (encodedBytes.applyAsInt(fitting) <= letterBytes) {
                break;
            }
            if (!omitted.contains(reduction.part())) {
                fitting = reduction.without().apply(fitting);
                omitted.add(reduction.part());
            }
        }
        return new Fitted(fitting, omitted);
    }

    private static DeadLetter withoutOriginal(DeadLetter letter) {
        return DeadLetter.newBuilder(letter).setOriginalValue(null).build();
    }

    static DeadLetter withoutAnswers(DeadLetter letter) {
        List<Attempt> attempts = letter.getAttempts().stream()
                .map(attempt -> Attempt.newBuilder(attempt).setAnswer(null).build())
                .toList();
        return DeadLetter.newBuilder(letter).setAttempts(attempts).build();
    }

    private static DeadLetter withoutResults(DeadLetter letter) {
        return DeadLetter.newBuilder(letter)
                .setExtraction(null)
                .setSummary(null)
                .setClassification(null)
                .setTranscription(null)
                .build();
    }

    /** Without whatever can be large: headers, metadata, problems and attempts come from the document too. */
    private static DeadLetter bare(DeadLetter letter) {
        return DeadLetter.newBuilder(letter)
                .setSource(SourceCoordinates.newBuilder(letter.getSource())
                        .setHeaders(List.of())
                        .build())
                .setOriginalKey(null)
                .setProperties(letter.getProperties()
                        .map(properties -> DocumentProperties.newBuilder(properties)
                                .setMetadata(Map.of())
                                .build())
                        .orElse(null))
                .setProblems(List.of())
                .setAttempts(List.of())
                .setDetail(OneLine.of(letter.getDetail(), SHORT_DETAIL))
                .build();
    }
}
