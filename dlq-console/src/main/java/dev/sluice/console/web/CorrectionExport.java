package dev.sluice.console.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.console.auth.Account;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.CorrectionKind;
import dev.sluice.schemas.avro.ModelOutput;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what people decided as JSON lines to train models with: read from Kafka and written as it is read, so that memory
 * is bounded however many they are. Of a document that was decided several times all decisions that Kafka still has are
 * written, in their order. Thread-safe.
 */
final class CorrectionExport {
    private static final Logger log = LoggerFactory.getLogger(CorrectionExport.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Console console;

    CorrectionExport(Console console) {
        this.console = console;
    }

    /** The shapes of a line. */
    enum Format {
        /** {@code {"messages":[...]}}: the document and what is right. */
        SUPERVISED,
        /** What is right against what the model had; only where a person changed something. */
        PREFERENCE
    }

    /** Which decisions are wanted; what is absent does not restrict. */
    record Wish(
            Format format,
            Optional<Instant> from,
            Optional<Instant> before,
            Optional<String> profile,
            Optional<String> reviewer) {}

    /** Writes those that the account may see. */
    void write(Account account, Wish wish, OutputStream output) throws IOException {
        Map<String, Object> config = new HashMap<>(console.config().clients());
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "sluice-console-export");
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Deserializer<Correction> deserializer = console.serdes().deserializer(Correction.class)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.CORRECTIONS.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Optional<Correction> correction = read(record, deserializer)
                            .filter(each -> account.sees(Optional.of(each.getProfile()), each.getTenant())
                                    && isWanted(wish, each));
                    if (correction.isPresent()) {
                        write(correction.get(), wish.format(), output);
                    }
                }
            }
        }
        output.flush();
    }

    private static Optional<Correction> read(
            ConsumerRecord<byte[], byte[]> record, Deserializer<Correction> deserializer) {
        if (record.value() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(deserializer.deserialize(record.topic(), record.value()));
        } catch (UndecodableRecordException e) {
            log.warn(
                    "The correction at {}-{} offset {} cannot be read and is left out of the export: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isWanted(Wish wish, Correction correction) {
        Instant at = correction.getCorrectedAt();
        return wish.from().map(from -> !at.isBefore(from)).orElse(true)
                && wish.before().map(at::isBefore).orElse(true)
                && wish.profile().map(correction.getProfile()::equals).orElse(true)
                && wish.reviewer().map(correction.getCorrectedBy()::equals).orElse(true)
                && (wish.format() == Format.SUPERVISED || correction.getKind() == CorrectionKind.CORRECTED);
    }

    private void write(Correction correction, Format format, OutputStream output) throws IOException {
        Results right = Results.of(correction.getFields(), correction.getSummary(), correction.getLabel());
        ObjectNode line = Json.object();
        switch (format) {
            case SUPERVISED -> {
                ArrayNode messages = line.putArray("messages");
                question(messages, correction);
                message(messages, "assistant", right.json().toString());
            }
            case PREFERENCE -> {
                ModelOutput made = correction
                        .getModelOutput()
                        .orElseGet(() -> ModelOutput.newBuilder().build());
                Results found = Results.of(made.getFields(), made.getSummary(), made.getLabel());
                question(line.putObject("input").putArray("messages"), correction);
                message(
                        line.putArray("preferred_output"),
                        "assistant",
                        right.json().toString());
                message(
                        line.putArray("non_preferred_output"),
                        "assistant",
                        found.json().toString());
            }
        }
        output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void question(ArrayNode messages, Correction correction) {
        Optional<Profile> profile = console.profiles().current().find(correction.getProfile());
        profile.ifPresent(known -> message(messages, "system", known.instructions(Stage.EXTRACT)));
        message(messages, "user", correction.getText());
    }

    private static void message(ArrayNode messages, String role, String content) {
        messages.addObject().put("role", role).put("content", content);
    }
}
