package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.spend.SpendSums;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What calls cost, from the price file to the sums of the day, also when instances die meanwhile. */
@ExtendWith(SharedCluster.class)
final class SpendIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void theSumsCountEveryCallOnceAlthoughTheInstanceIsKilled(Cluster cluster) throws Exception {
        Path prices = Files.writeString(folder.resolve("prices.yaml"), """
                gpt-5-mini:
                  - input: 0.25
                    cached-input: 0.025
                    output: 2
                """);
        Load load = new Load(400, 200);
        SimulatedLlmSettings slow = SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Duration.ofMillis(300)))
                .build();
        try (Stack stack = Stack.start(cluster, folder, 2);
                SimulatedLlm llm = SimulatedLlm.start(slow);
                Outcomes outcomes = stack.outcomes()) {
            load.produceTo(stack);
            Map<String, String> config = Load.config(stack, llm, "only");
            // So slow that there is something to kill it at.
            config.put("stage.max.in.flight", "4");
            config.put("prices.file", prices.toString());
            config.put("kafka.group.instance.id", "only");
            config.put("llm.model", "gpt-5-mini");
            Path log = Path.of("target", "spend-instances.log");
            try (ProcessorProcess instance =
                    ProcessorProcess.start(config, folder, log).awaitRunning()) {
                await().atMost(LONG)
                        .until(() -> llm.calls().total() > 150 && spend(stack).containsKey("all"));
                instance.kill();
            }
            try (ProcessorProcess instance =
                    ProcessorProcess.start(config, folder, log).awaitRunning()) {
                outcomes.awaitCount(load.documents(), LONG);
                load.assertComplete(outcomes);

                List<LlmUsage> usage = outcomes.usage();
                long cost = usage.stream().mapToLong(LlmUsage::getCostMicros).sum();
                assertThat(cost).isPositive();
                assertThat(usage).noneMatch(LlmUsage::getUnpriced);
                assertThat(outcomes.enriched().stream()
                                .mapToLong(EnrichedDocument::getCostMicros)
                                .sum())
                        .isEqualTo(cost);
                await().atMost(LONG).untilAsserted(() -> {
                    Map<String, Spend> sums = spend(stack);
                    assertThat(at(sums, "all").getCalls()).isEqualTo(usage.size());
                    assertThat(at(sums, "all").getCostMicros()).isEqualTo(cost);
                    assertThat(at(sums, "profile/general").getCostMicros()).isEqualTo(cost);
                });
                instance.terminate();
            }
        }
    }

    private static Spend at(Map<String, Spend> sums, String key) {
        return Objects.requireNonNull(sums.get(key), key);
    }

    /** The sums of all days by whose they are, as a reader of the compacted topic adds them up. */
    private static Map<String, Spend> spend(Stack stack) {
        Map<String, Spend> latest = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                stack.broker.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                Deserializer<Spend> deserializer = stack.serdes().deserializer(Spend.class)) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topic.SPEND.topicName()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.getOrDefault(each, 0L))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(each -> latest.put(
                                new String(each.key(), StandardCharsets.UTF_8),
                                deserializer.deserialize(each.topic(), each.value())));
            }
        }
        Map<String, Spend> days = new HashMap<>();
        latest.forEach((key, sum) -> {
            if (key.startsWith("day/")) {
                days.merge(key.substring("day/2026-11-20/".length()), sum, SpendSums::sum);
            }
        });
        return days;
    }
}
