package dev.sluice.processor.budget;

import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.runtime.control.Subject;
import dev.sluice.runtime.control.Subject.OfProfile;
import dev.sluice.runtime.control.Subject.OfTenant;
import dev.sluice.runtime.topic.TopicFeed;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.registry.UndecodableRecordException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading of the sums that matter to budgets: those of the windows under way. A sum's timestamp is that of a call in it,
 * so what is older than the day is not read. For one thread.
 */
final class SpendFeed implements TopicFeed {
    private static final Logger log = LoggerFactory.getLogger(SpendFeed.class);
    private static final String TOPIC = Topic.SPEND.topicName();
    /** By so much a clock may be ahead of those who made the calls. */
    private static final Duration MARGIN = Duration.ofMinutes(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<Spend> deserializer;
    private final Budgets budgets;
    private final Clock clock;
    private Map<TopicPartition, Long> ends = Map.of();

    SpendFeed(Consumer<byte[], byte[]> consumer, Deserializer<Spend> deserializer, Budgets budgets, Clock clock) {
        this.consumer = consumer;
        this.deserializer = deserializer;
        this.budgets = budgets;
        this.clock = clock;
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
        ends = consumer.endOffsets(partitions);
        long from = clock.instant().minus(MARGIN).truncatedTo(ChronoUnit.DAYS).toEpochMilli();
        Map<TopicPartition, OffsetAndTimestamp> begin = consumer.offsetsForTimes(
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> from)));
        partitions.forEach(partition -> {
            OffsetAndTimestamp first = begin.get(partition);
            consumer.seek(partition, first == null ? ends.getOrDefault(partition, 0L) : first.offset());
        });
        return true;
    }

    @Override
    public boolean poll(Duration patience) {
        boolean any = false;
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(patience)) {
            if (each.value() != null) {
                take(each);
                any = true;
            }
        }
        return any;
    }

    @Override
    public boolean isCurrent() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void show() {
        // Each sum counts by itself as soon as it is read.
    }

    private void take(ConsumerRecord<byte[], byte[]> each) {
        try {
            take(deserializer.deserialize(TOPIC, each.value()));
        } catch (UndecodableRecordException e) {
            log.warn("A sum at {}-{} offset {} is ignored: {}", TOPIC, each.partition(), each.offset(), e.getMessage());
        }
    }

    private void take(Spend sum) {
        Optional<Window> window = switch (sum.getWindow()) {
            case HOUR -> Optional.of(Window.HOUR);
            case DAY -> Optional.of(Window.DAY);
            case UNKNOWN -> Optional.empty();
        };
        boolean named = !sum.getName().isBlank();
        Optional<Optional<Subject>> subject = switch (sum.getSubject()) {
            case ALL -> Optional.of(Optional.empty());
            case TENANT -> named ? Optional.of(Optional.of(new OfTenant(sum.getName()))) : Optional.empty();
            case PROFILE -> named ? Optional.of(Optional.of(new OfProfile(sum.getName()))) : Optional.empty();
            case MODEL, UNKNOWN -> Optional.empty();
        };
        Instant start = sum.getStart();
        window.ifPresent(length -> subject.ifPresent(whose -> budgets.see(
                new BudgetKey(whose, length),
                start,
                sum.getCostMicros(),
                sum.getByInstance().getOrDefault(budgets.instance(), 0L))));
    }
}
