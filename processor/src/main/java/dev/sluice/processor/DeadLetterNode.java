package dev.sluice.processor;

import dev.sluice.processor.deadletter.DeadLetterEncoder;
import dev.sluice.processor.deadletter.DeadLetters;
import dev.sluice.processor.observe.DocumentMetrics;
import dev.sluice.processor.observe.ObservedStep;
import dev.sluice.processor.step.StageRejection;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.HeaderNames;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Enrichment;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Turns rejected documents into dead letters. */
final class DeadLetterNode extends ContextualProcessor<byte[], StageRejection<Enrichment>, byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterNode.class);

    private final DeadLetters deadLetters;
    private final DeadLetterEncoder encoder;
    private final DocumentMetrics metrics;
    private final Tracing tracing;

    DeadLetterNode(DeadLetters deadLetters, DeadLetterEncoder encoder, DocumentMetrics metrics, Tracing tracing) {
        this.deadLetters = deadLetters;
        this.encoder = encoder;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    @Override
    public void process(Record<byte[], StageRejection<Enrichment>> record) {
        DeadLetter letter = deadLetters.write(record.value());
        Headers headers = new RecordHeaders(record.headers());
        headers.add(HeaderNames.STAGE, letter.getStage().getBytes(StandardCharsets.UTF_8));
        headers.add(HeaderNames.REASON, letter.getReason().name().getBytes(StandardCharsets.UTF_8));
        tracing.published(headers, Topic.DEAD_LETTER.topicName(), letter.getDocumentId());
        context().forward(record.withValue(encoder.encode(letter)).withHeaders(headers));
        metrics.deadLettered(letter);
        try (MDC.MDCCloseable ignored = MDC.putCloseable(ObservedStep.DOCUMENT, letter.getDocumentId())) {
            log.info(
                    "document {} to dead letters: {} at {}: {}",
                    letter.getDocumentId(),
                    letter.getReason(),
                    letter.getStage(),
                    letter.getDetail());
        }
    }
}
