package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.avro.SpendSubject;
import dev.sluice.schemas.avro.SpendWindow;
import dev.sluice.schemas.avro.TokenUsage;
import dev.sluice.schemas.versions.StoreCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpendTopologyTest {
    private static final Instant TEN = Instant.parse("2026-11-20T10:00:00Z");
    private static final StoreCodec<LlmUsage> USAGE = StoreCodec.of(LlmUsage.class);
    private static final StoreCodec<Spend> SPEND = StoreCodec.of(Spend.class);

    @TempDir
    private Path folder;

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> calls;
    private TestOutputTopic<String, Spend> sums;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "spend");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        driver = new TopologyTestDriver(
                SpendTopology.build(
                        (topic, bytes) -> bytes.length == 0 ? null : USAGE.decode(bytes),
                        (topic, sum) -> SPEND.encode(sum),
                        Clock.fixed(TEN.plus(Duration.ofDays(30)), ZoneOffset.UTC)),
                properties);
        calls = driver.createInputTopic(Topic.USAGE.topicName(), new ByteArraySerializer(), new ByteArraySerializer());
        sums = driver.createOutputTopic(
                Topic.SPEND.topicName(), new StringDeserializer(), (topic, bytes) -> SPEND.decode(bytes));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void leavesOutACallThatIsReportedLaterThanTheGraceAndKeepsOneThatIsNot() {
        report(call(TEN, 1));
        report(call(TEN.plus(Duration.ofHours(1)).plus(SpendTopology.GRACE).minusMillis(1), 10));
        report(call(TEN.plusSeconds(1), 100));
        Map<String, Spend> inTime = latest();
        assertThat(at(inTime, "hour/2026-11-20T10/all").getCostMicros()).isEqualTo(101);

        report(call(TEN.plus(Duration.ofHours(1)).plus(SpendTopology.GRACE), 1_000));
        report(call(TEN.plusSeconds(2), 10_000));
        Map<String, Spend> late = latest();
        assertThat(late).doesNotContainKey("hour/2026-11-20T10/all");
        assertThat(at(late, "day/2026-11-20/all").getCostMicros())
                .as("the day is not that long ago")
                .isEqualTo(10_101);
    }

    @Test
    void leavesOutWhatCannotBeRead() {
        calls.pipeInput(new byte[0], new byte[0]);
        report(call(TEN, 1));
        assertThat(at(latest(), "day/2026-11-20/all").getCalls()).isOne();
    }

    /** Else the clock of one instance would end the windows of all. */
    @Test
    void aClockThatIsAheadEndsNoWindow() {
        report(call(TEN.plus(Duration.ofDays(29)), 1));
        report(call(TEN.plus(Duration.ofDays(5_000)), 10));
        report(call(TEN.plus(Duration.ofDays(29)), 100));
        assertThat(at(latest(), "day/2026-12-19/all").getCostMicros()).isEqualTo(101);
    }

    @Test
    void countsACallInTheHourAndTheDayThatItBeganIn() {
        report(call(TEN, 1));
        report(call(Instant.parse("2026-11-20T10:59:59.999Z"), 10));
        report(call(Instant.parse("2026-11-20T11:00:00Z"), 100));
        report(call(Instant.parse("2026-11-20T23:59:59.999Z"), 1_000));
        report(call(Instant.parse("2026-11-21T00:00:00Z"), 10_000));
        Map<String, Spend> latest = latest();
        assertThat(at(latest, "hour/2026-11-20T10/all").getCostMicros()).isEqualTo(11);
        assertThat(at(latest, "hour/2026-11-20T11/all").getCostMicros()).isEqualTo(100);
        assertThat(at(latest, "day/2026-11-20/all").getCostMicros()).isEqualTo(1_111);
        assertThat(at(latest, "day/2026-11-21/all").getCostMicros()).isEqualTo(10_000);
    }

    @Test
    void countsByModelTenantAndProfile() {
        report(call(TEN, 7));
        report(LlmUsage.newBuilder(call(TEN, 0))
                .setTenant(null)
                .setProfile(null)
                .setModel("a/b")
                .setUnpriced(true)
                .setOutcome(AttemptOutcome.FAILED)
                .build());
        Map<String, Spend> latest = latest();
        assertThat(latest.keySet())
                .filteredOn(key -> key.startsWith("day/"))
                .containsExactlyInAnyOrder(
                        "day/2026-11-20/all",
                        "day/2026-11-20/model/gpt",
                        "day/2026-11-20/model/a%2Fb",
                        "day/2026-11-20/tenant/acme",
                        "day/2026-11-20/profile/invoice");
        Spend all = at(latest, "day/2026-11-20/all");
        assertThat(all.getCalls()).isEqualTo(2);
        assertThat(all.getFailedCalls()).isOne();
        assertThat(all.getUnpricedCalls()).isOne();
        assertThat(all.getUsage()).isEqualTo(new TokenUsage(20L, 8L, 6L));
        assertThat(all.getWindow()).isEqualTo(SpendWindow.DAY);
        assertThat(all.getStart()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
        Spend tenant = at(latest, "day/2026-11-20/tenant/acme");
        assertThat(tenant.getSubject()).isEqualTo(SpendSubject.TENANT);
        assertThat(tenant.getName()).isEqualTo("acme");
        assertThat(tenant.getCostMicros()).isEqualTo(7);
    }

    @Test
    void saysWhichInstanceSpentHowMuch() {
        report(LlmUsage.newBuilder(call(TEN, 7)).setInstance("one").build());
        report(LlmUsage.newBuilder(call(TEN, 5)).setInstance("two").build());
        report(LlmUsage.newBuilder(call(TEN, 2)).setInstance("one").build());
        report(call(TEN, 1));
        Spend tenant = at(latest(), "day/2026-11-20/tenant/acme");
        assertThat(tenant.getCostMicros()).isEqualTo(15);
        assertThat(tenant.getByInstance()).isEqualTo(Map.of("one", 9L, "two", 5L));
    }

    private void report(LlmUsage call) {
        // The record's own time is that of the document, which may have waited for days.
        calls.pipeInput("d".getBytes(StandardCharsets.UTF_8), USAGE.encode(call), 0);
    }

    private Map<String, Spend> latest() {
        return sums.readKeyValuesToMap();
    }

    private static Spend at(Map<String, Spend> sums, String key) {
        return Objects.requireNonNull(sums.get(key), key);
    }

    private static LlmUsage call(Instant at, long micros) {
        return LlmUsage.newBuilder()
                .setDocumentId("d")
                .setTenant("acme")
                .setProfile("invoice")
                .setStage("extract")
                .setEngine("model")
                .setModel("gpt")
                .setOutcome(AttemptOutcome.VALID)
                .setUsage(new TokenUsage(10L, 4L, 3L))
                .setCostMicros(micros)
                .setDurationMs(1)
                .setCalledAt(at)
                .build();
    }
}
