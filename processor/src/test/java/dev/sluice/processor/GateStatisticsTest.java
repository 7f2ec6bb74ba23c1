package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.validate.statistics.Distribution;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GateStatisticsTest {
    @TempDir
    private Path folder;

    @Test
    void learnsByProfileAndFieldInAChangelog() {
        Topology topology = new Topology()
                .addSource("in", new StringDeserializer(), new ByteArrayDeserializer(), "in")
                .addProcessor("learn", Learner::new, "in")
                .addStateStore(GateStatistics.store(), "learn");
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, config())) {
            var input = driver.createInputTopic("in", new StringSerializer(), new ByteArraySerializer());
            input.pipeInput("invoice", new byte[] {10});
            input.pipeInput("invoice", new byte[] {20});
            input.pipeInput("review", new byte[] {5});

            KeyValueStore<String, Distribution> store = driver.getKeyValueStore(GateStatistics.STORE);
            GateStatistics statistics = new GateStatistics(store);
            assertThat(statistics.of("invoice", "/total")).isEqualTo(new Distribution(2, 15, 50));
            assertThat(statistics.of("review", "/total")).isEqualTo(new Distribution(1, 5, 0));
            assertThat(statistics.of("review", "/other")).isEqualTo(Distribution.EMPTY);
            assertThat(driver.producedTopicNames()).containsExactly("test-gate-statistics-changelog");
        }
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        return config;
    }

    private static final class Learner extends ContextualProcessor<String, byte[], Void, Void> {
        @Override
        public void process(Record<String, byte[]> record) {
            new GateStatistics(context().getStateStore(GateStatistics.STORE))
                    .learn(record.key(), Map.of("/total", (double) record.value()[0]));
        }
    }
}
