package dev.sluice.processor.engine;

import dev.sluice.processor.llm.CallSubject;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.TokenUsage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the usage records of one document's attempts. Attempts of the offline engine cost nothing and have none, and
 * neither have answers from the cache: nobody was called.
 *
 * @param subject whose document it is
 */
public record UsageRecords(CallSubject subject) {

    /** Those of a document as it stands. */
    public static UsageRecords about(Enrichment document) {
        return new UsageRecords(CallSubject.of(document));
    }

    /** One record for each attempt that called a model, failed calls included, in order. */
    public List<LlmUsage> of(List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> !attempt.getCached()
                        && (attempt.getOrigin().getModel().isPresent()
                                || attempt.getUsage().isPresent()))
                .map(this::record)
                .toList();
    }

    private LlmUsage record(Attempt attempt) {
        return LlmUsage.newBuilder()
                .setDocumentId(subject.documentId())
                .setTenant(orNull(subject.tenant()))
                .setProfile(orNull(subject.profile()))
                .setStage(attempt.getStage())
                .setEngine(attempt.getOrigin().getEngine())
                .setModel(attempt.getOrigin().getModel().orElse("unknown"))
                .setOutcome(attempt.getOutcome())
                .setUsage(attempt.getUsage().orElseGet(() -> new TokenUsage(0L, 0L, 0L)))
                .setCostMicros(attempt.getCostMicros())
                .setUnpriced(attempt.getUnpriced())
                .setDurationMs(attempt.getDurationMs())
                .setCalledAt(attempt.getStartedAt())
                .build();
    }

    private static @Nullable String orNull(Optional<String> value) {
        return value.orElse(null);
    }
}
