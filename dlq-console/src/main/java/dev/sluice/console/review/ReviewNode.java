package dev.sluice.console.review;

import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.HeaderNames;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Arrival;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.PendingDecision;
import dev.sluice.schemas.avro.RecordHeader;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts {@link ReviewLifecycle} on Kafka: reads the item, has it react, and writes what comes of it, all in one transaction.
 *
 * <p>Records are serialised here rather than in the sinks, because one that turns out too large there would abort the
 * transaction again and again. A record that cannot be read is left where it is, with a line in the log.
 */
final class ReviewNode implements Processor<byte[], byte[], byte[], byte[]> {
    private static final Logger log = LoggerFactory.getLogger(ReviewNode.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration COUNTS_EVERY = Duration.ofSeconds(1);
    /** A tick does no more, so that the thread comes to its records. */
    private static final int MOST_DUE = 500;
    /** Larger headers of a raw record are not passed on; they are in the document's source as well. */
    private static final int MOST_HEADER_BYTES = 64 * 1024;

    private final ReviewLifecycle lifecycle;
    private final ReviewInputs inputs;
    private final ReviewOutputs outputs;
    private final Consumer<ReviewItem> closed;
    private final Tracing tracing;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable ItemStores stores;
    private @Nullable OutcomeCounts counts;

    ReviewNode(
            ReviewLifecycle lifecycle,
            ReviewInputs inputs,
            ReviewOutputs outputs,
            Consumer<ReviewItem> closed,
            Tracing tracing) {
        this.lifecycle = lifecycle;
        this.inputs = inputs;
        this.outputs = outputs;
        this.closed = closed;
        this.tracing = tracing;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
        stores = new ItemStores(processorContext);
        counts = new OutcomeCounts(processorContext);
        processorContext.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> attend(Instant.ofEpochMilli(time)));
        processorContext.schedule(
                COUNTS_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> tellCounts(Instant.ofEpochMilli(time)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context().recordMetadata().orElseThrow();
        if (record.value() == null) {
            log.warn("The record at {} has no value, which takes nothing back here, and is left out", metadata);
            return;
        }
        try {
            if (metadata.topic().equals(Topic.DEAD_LETTER.topicName())) {
                arrived(record, metadata);
            } else if (record.key() != null) {
                event(record, metadata).ifPresent(event -> handle(record.key(), event));
            }
        } catch (UndecodableRecordException e) {
            log.error(
                    "The record at {}-{} offset {} cannot be read and is left out: {}",
                    metadata.topic(),
                    metadata.partition(),
                    metadata.offset(),
                    e.getMessage());
        }
    }

    /**
     * A dead letter of a raw record without a key, or with one that is no text, is not where the commands about its
     * document come. It goes there.
     */
    private void arrived(Record<byte[], byte[]> record, RecordMetadata metadata) {
        DeadLetter letter = inputs.deadLetters().deserialize(metadata.topic(), record.value());
        counts().held(now(), letter.getReason());
        byte[] id = letter.getDocumentId().getBytes(StandardCharsets.UTF_8);
        if (Arrays.equals(id, record.key())) {
            handle(id, new Event.Arrived(letter, metadata.partition(), metadata.offset()));
        } else {
            byte[] command = outputs.command(ReviewCommand.newBuilder()
                    .setCommandId(metadata.topic() + "-" + metadata.partition() + "-" + metadata.offset())
                    .setDocumentId(letter.getDocumentId())
                    .setActor(AuditTrail.SYSTEM)
                    .setAt(now())
                    .setAction(ReviewAction.ARRIVE)
                    .setArrival(new Arrival(letter, metadata.partition(), metadata.offset()))
                    .build());
            forward(id, command, new RecordHeaders(), ReviewTopology.COMMANDS);
        }
    }

    private Optional<Event> event(Record<byte[], byte[]> record, RecordMetadata metadata) {
        String topic = metadata.topic();
        if (topic.equals(Topic.REVIEW_COMMANDS.topicName())) {
            ReviewCommand command = inputs.commands().deserialize(topic, record.value());
            return Optional.of(command.getArrival()
                    .filter(arrival -> command.getAction() == ReviewAction.ARRIVE)
                    .<Event>map(arrival ->
                            new Event.Arrived(arrival.getDeadLetter(), arrival.getPartition(), arrival.getOffset()))
                    .orElseGet(() -> new Event.Commanded(command)));
        }
        // Most documents were never under review: they are not worth reading.
        if (!stores().contains(record.key())) {
            counts().published(now(), false);
            return Optional.empty();
        }
        EnrichedDocument document = inputs.enriched().deserialize(topic, record.value());
        boolean reviewed = document.getReview().isPresent();
        counts().published(now(), reviewed);
        return Optional.of(new Event.Enriched(document.getSource(), reviewed));
    }

    private void handle(byte[] key, Event event) {
        Optional<Held> held = stores().find(key);
        switch (lifecycle.react(held, event, now())) {
            case Reaction.Ignored ignored -> {}
            case Reaction.Noted noted -> audit(key, noted.event());
            case Reaction.Removed removed -> {
                stores().remove(key);
                forward(key, null, new RecordHeaders(), ReviewTopology.ITEMS);
                audit(key, removed.event());
            }
            case Reaction.Kept kept -> {
                keepLetter(key, event, kept.item());
                keep(key, held, kept.item());
                tellClosed(held, kept.item());
                kept.outcome().ifPresent(outcome -> publish(key, outcome));
                kept.events().forEach(each -> audit(key, each));
            }
        }
    }

    private void tellClosed(Optional<Held> before, ReviewItem item) {
        boolean wasClosed =
                before.map(known -> States.isClosed(known.item().getState())).orElse(false);
        if (!wasClosed
                && States.isClosed(item.getState())
                && item.getResolution().isPresent()) {
            closed.accept(item);
        }
    }

    private void tellCounts(Instant now) {
        counts().flush(
                        now,
                        (key, count) -> forward(
                                key,
                                count.map(outputs::count).orElse(null),
                                new RecordHeaders(),
                                ReviewTopology.COUNTS));
    }

    private void keepLetter(byte[] key, Event event, ReviewItem item) {
        if (event instanceof Event.Arrived arrived && !item.getOmitted().isEmpty()) {
            stores().putLetter(key, arrived.letter());
        } else if (event instanceof Event.Arrived
                || item.getState() == ReviewState.RESOLVED
                || item.getState() == ReviewState.SUPERSEDED) {
            stores().removeLetter(key);
        }
    }

    private void keep(byte[] key, Optional<Held> before, ReviewItem item) {
        Optional<Instant> wasDue = before.map(Held::item).flatMap(lifecycle::due);
        Optional<Instant> isDue = lifecycle.due(item);
        if (!wasDue.equals(isDue)) {
            wasDue.ifPresent(at -> stores().forgetReminder(key, at));
            isDue.ifPresent(at -> stores().remind(key, at));
        }
        stores().put(key, item);
        forward(key, outputs.item(item), new RecordHeaders(), ReviewTopology.ITEMS);
    }

    private void publish(byte[] key, Outcome outcome) {
        switch (outcome) {
            case Outcome.Published published -> {
                published
                        .document()
                        .ifPresent(document -> forward(
                                key,
                                outputs.enriched(document),
                                traced(key, document.getSource(), Topic.ENRICHED),
                                ReviewTopology.ENRICHED));
                forward(
                        key,
                        outputs.correction(published.correction()),
                        new RecordHeaders(),
                        ReviewTopology.CORRECTIONS);
            }
            case Outcome.Redriven redriven -> {
                Redrive redrive = redriven.redrive();
                Headers headers = traced(key, redrive.getDeadLetter().getSource(), Topic.REDRIVE);
                headers.remove(HeaderNames.REDRIVE_COUNT);
                headers.add(
                        HeaderNames.REDRIVE_COUNT,
                        Integer.toString(redrive.getDeadLetter().getRedriveCount())
                                .getBytes(StandardCharsets.UTF_8));
                forward(key, outputs.redrive(redrive), headers, ReviewTopology.REDRIVES);
            }
        }
    }

    /** Ends undo windows and forgets old items. */
    private void attend(Instant now) {
        for (byte[] key : stores().takeDue(now, MOST_DUE)) {
            Optional<PendingDecision> ended = stores().find(key)
                    .map(Held::item)
                    .filter(item -> item.getState() == ReviewState.DECIDED)
                    .flatMap(ReviewItem::getDecision);
            if (ended.isPresent()) {
                // Not carried out here: an undo may stand in the topic unread, and then it must win.
                byte[] command = outputs.command(publication(ended.get().getCommand(), now));
                forward(key, command, new RecordHeaders(), ReviewTopology.COMMANDS);
            } else {
                handle(key, new Event.Aged());
            }
        }
    }

    private static ReviewCommand publication(ReviewCommand decision, Instant now) {
        String id = decision.getCommandId() + "/publish";
        return ReviewCommand.newBuilder()
                .setCommandId(UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8))
                        .toString())
                .setDocumentId(decision.getDocumentId())
                .setActor(decision.getActor())
                .setAt(now)
                .setAction(ReviewAction.PUBLISH)
                .setDecisionId(decision.getCommandId())
                .build();
    }

    private void audit(byte[] key, AuditEvent event) {
        forward(key, outputs.audit(event), new RecordHeaders(), ReviewTopology.AUDIT);
    }

    private void forward(byte[] key, byte @Nullable [] value, Headers headers, String sink) {
        context().forward(new Record<>(key, value, now().toEpochMilli(), headers), sink);
    }

    /** What the document came with, with the trace gone on. */
    private Headers traced(byte[] key, SourceCoordinates source, Topic topic) {
        Headers headers = headers(source.getHeaders());
        tracing.published(headers, topic.topicName(), new String(key, StandardCharsets.UTF_8));
        return headers;
    }

    private static Headers headers(Iterable<RecordHeader> given) {
        RecordHeaders headers = new RecordHeaders();
        int bytes = 0;
        for (RecordHeader header : given) {
            byte @Nullable [] value = header.getValue().map(ReviewNode::bytes).orElse(null);
            bytes += header.getKey().length() * 3 + (value == null ? 0 : value.length);
            headers.add(header.getKey(), value);
        }
        return bytes <= MOST_HEADER_BYTES ? headers : new RecordHeaders();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    private ProcessorContext<byte[], byte[]> context() {
        return Objects.requireNonNull(context, "not initialised");
    }

    private OutcomeCounts counts() {
        return Objects.requireNonNull(counts, "not initialised");
    }

    private ItemStores stores() {
        return Objects.requireNonNull(stores, "not initialised");
    }
}
