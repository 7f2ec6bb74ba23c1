package dev.sluice.runtime.control;

import dev.sluice.runtime.topic.TopicFeed;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.ControlSetting;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of {@code pipeline.control} from its beginning on. A record that cannot be read, or sets what this release does
 * not know, is left out, with a line in the log: a later release may have written it. For one thread.
 */
final class ControlFeed implements TopicFeed {
    private static final Logger log = LoggerFactory.getLogger(ControlFeed.class);
    private static final String TOPIC = Topic.CONTROL.topicName();

    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<ControlSetting> deserializer;
    private final java.util.function.Consumer<Collection<Setting>> shown;
    private final Map<String, Setting> settings = new TreeMap<>();
    private Map<TopicPartition, Long> ends = Map.of();

    /** @param shown told what is set, all at once, as settings may have come and gone meanwhile */
    ControlFeed(
            Consumer<byte[], byte[]> consumer,
            Deserializer<ControlSetting> deserializer,
            java.util.function.Consumer<Collection<Setting>> shown) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.shown = shown;
    }

    @Override
    public boolean open() {
        List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                .map(partition -> new TopicPartition(TOPIC, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return false;
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = consumer.endOffsets(partitions);
        return true;
    }

    /**
     * Takes in what comes.
     *
     * @return whether anything came
     * @throws dev.sluice.schemas.registry.RegistryUnavailableException when the registry does not tell a schema; the feed is
     *     of no more use then, as what came is lost to it
     */
    @Override
    public boolean poll(Duration patience) {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(patience)) {
            take(each);
            any = true;
        }
        return any;
    }

    @Override
    public boolean isCurrent() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void show() {
        shown.accept(settings());
    }

    /** What is set by what was read so far, expired settings included. */
    Collection<Setting> settings() {
        return List.copyOf(settings.values());
    }

    private void take(ConsumerRecord<byte[], byte[]> each) {
        String key = each.key() == null ? "" : new String(each.key(), StandardCharsets.UTF_8);
        if (each.value() == null) {
            settings.remove(key);
            return;
        }
        try {
            settings.put(key, SettingRecords.read(key, deserializer.deserialize(TOPIC, each.value())));
        } catch (UndecodableRecordException | UnusableSettingException e) {
            // What it was meant to replace is not in force any more, whatever it says.
            settings.remove(key);
            log.warn(
                    "The setting {} at {}-{} offset {} is ignored: {}",
                    key,
                    TOPIC,
                    each.partition(),
                    each.offset(),
                    e.getMessage());
        }
    }
}
