package dev.sluice.schemas;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.BulkRun;
import dev.sluice.schemas.avro.ControlSetting;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.OutcomeCount;
import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.avro.Redrive;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.Spend;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * The table of topics: every topic that Sluice reads or writes under its own name, with the contract of its values.
 * Keys are document ids in UTF-8, but where the contract says otherwise.
 */
public enum Topic {
    /** Documents to enrich; producers write it. */
    RAW("documents.raw", 4, Duration.ofDays(7), RawDocument.class),
    /** Documents that passed the gate. */
    ENRICHED("documents.enriched", 4, Duration.ofDays(30), EnrichedDocument.class),
    /** Documents that need a person. Kept longer than a review may take. */
    DEAD_LETTER("documents.dead-letter", 4, Duration.ofDays(90), DeadLetter.class),
    /** One record per model call. */
    USAGE("llm.usage", 4, Duration.ofDays(30), LlmUsage.class),
    /** How far documents are, for live views; best effort, and kept as long as somebody may look. */
    PROGRESS("documents.progress", 4, Duration.ofHours(1), Progress.class),
    /** What people decided about documents; the latest decision about each is kept until a record without a value. */
    CORRECTIONS("documents.corrections", 4, Correction.class),
    /** Dead letters that go back into the pipeline. */
    REDRIVE("documents.redrive", 4, Duration.ofDays(7), Redrive.class),
    /** All that happened in review and to settings, for as long as an auditor may ask. */
    AUDIT("documents.audit", 4, Duration.ofDays(365), AuditEvent.class),
    /** What people want done with documents under review; the console's own input. */
    REVIEW_COMMANDS("review.commands", 4, Duration.ofDays(7), ReviewCommand.class),
    /** The documents under review as they are now; what the console shows. */
    REVIEW_ITEMS("review.items", 4, ReviewItem.class),
    /** How many documents ended how in which hour; what the console's charts are drawn from. */
    REVIEW_OUTCOMES("review.outcomes", 4, OutcomeCount.class),
    /** What people set while the pipeline runs. One partition, so that all instances see the changes in one order. */
    CONTROL("pipeline.control", 1, ControlSetting.class),
    /** What calls to models cost by hour and day, for as long as somebody may compare; the latest sum of each is kept. */
    SPEND("llm.spend", 4, Cleanup.COMPACT_AND_DELETE, Duration.ofDays(400), Spend.class),
    /** Actions on many documents under review, for as long as somebody may look what became of them. */
    REVIEW_RUNS("review.runs", 1, Cleanup.COMPACT_AND_DELETE, Duration.ofDays(7), BulkRun.class);

    /** The largest record batch that a topic takes, in bytes; {@link #RAW} takes less. */
    public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    /** The largest value that fits a batch beside its key, headers and framing. */
    public static final int MAX_VALUE_BYTES = MAX_MESSAGE_BYTES - 256 * 1024;

    private final String topicName;
    private final int partitions;
    private final Cleanup cleanup;
    /** Negative: for ever. */
    private final Duration retention;

    private final Class<? extends SpecificRecord> valueType;

    /** What becomes of old records, in Kafka's words. */
    private enum Cleanup {
        DELETE(CLEANUP_POLICY_DELETE),
        /** The latest record of each key is kept. */
        COMPACT(CLEANUP_POLICY_COMPACT),
        /** The latest record of each key is kept for a time. */
        COMPACT_AND_DELETE(CLEANUP_POLICY_COMPACT + "," + CLEANUP_POLICY_DELETE);

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    Topic(String topicName, int partitions, Duration retention, Class<? extends SpecificRecord> valueType) {
        this(topicName, partitions, Cleanup.DELETE, retention, valueType);
    }

    Topic(String topicName, int partitions, Class<? extends SpecificRecord> valueType) {
        this(topicName, partitions, Cleanup.COMPACT, Duration.ofMillis(-1), valueType);
    }

    Topic(
            String topicName,
            int partitions,
            Cleanup cleanup,
            Duration retention,
            Class<? extends SpecificRecord> valueType) {
        this.topicName = topicName;
        this.partitions = partitions;
        this.cleanup = cleanup;
        this.retention = retention;
        this.valueType = valueType;
    }

    /** The name on the broker. */
    public String topicName() {
        return topicName;
    }

    /** The number of partitions to create it with; of one that has a single partition no layout says otherwise. */
    public int partitions() {
        return partitions;
    }

    /** The generated class of the values. */
    public Class<? extends SpecificRecord> valueType() {
        return valueType;
    }

    /** The contract of the values; its subject in the registry is {@link #valueSubject()}. */
    public Schema valueSchema() {
        return SpecificData.get().getSchema(valueType);
    }

    /** The subject of the value contract, by Confluent's TopicNameStrategy. */
    public String valueSubject() {
        return topicName + "-value";
    }

    /**
     * The largest record batch that this topic takes, in bytes. A dead letter carries the original bytes beside what is
     * said of them: whatever the raw topic takes must fit one.
     */
    public int maxMessageBytes() {
        return this == RAW ? MAX_MESSAGE_BYTES - 1024 * 1024 : MAX_MESSAGE_BYTES;
    }

    /** The topic's settings where they differ from the broker's defaults. */
    public Map<String, String> settings() {
        return Map.of(
                CLEANUP_POLICY_CONFIG,
                cleanup.policy,
                RETENTION_MS_CONFIG,
                Long.toString(retention.toMillis()),
                MAX_MESSAGE_BYTES_CONFIG,
                Integer.toString(maxMessageBytes()),
                COMPRESSION_TYPE_CONFIG,
                "producer");
    }
}
