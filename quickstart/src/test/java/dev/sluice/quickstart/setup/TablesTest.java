package dev.sluice.quickstart.setup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.quickstart.terminal.Style;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.TopicOutcome;
import dev.sluice.schemas.TopicOutcome.Created;
import dev.sluice.schemas.TopicOutcome.Difference;
import dev.sluice.schemas.TopicOutcome.Differs;
import dev.sluice.schemas.TopicOutcome.Failed;
import dev.sluice.schemas.TopicOutcome.Unchanged;
import dev.sluice.schemas.registry.RegisteredVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
    @Test
    void saysWhatCameOfEachTopic() {
        List<TopicOutcome> outcomes = List.of(
                new Failed(Topic.RAW, "Not allowed."),
                new Differs(Topic.ENRICHED, List.of(new Difference("partitions", "8", "4"))),
                new Created(Topic.DEAD_LETTER, 4, 3),
                new Unchanged(Topic.USAGE));

        assertThat(text(CreateTopicsCommand.table(outcomes))).isEqualTo("""
                failed     documents.raw          Not allowed.
                differs    documents.enriched     partitions is 4 and should be 8; left as it is
                created    documents.dead-letter  partitions 4, replicas 3
                unchanged  llm.usage""");
    }

    @Test
    void showsWhichTopicsAreMissing() {
        Map<Topic, TopicState> states = Map.of(
                Topic.RAW, new TopicState(4, 3, Duration.ofDays(7), 12_345),
                Topic.USAGE, new TopicState(12, 1, Duration.ofMillis(-1), 0));

        assertThat(rows(text(ListTopicsCommand.table(states))))
                .startsWith("TOPIC PARTITIONS REPLICAS RETENTION OFFSETS", "documents.raw 4 3 7 days 12345")
                .contains("documents.enriched missing", "llm.usage 12 1 for ever 0")
                .hasSize(1 + Topic.values().length);
    }

    @Test
    void showsWhichSchemasAreMissing() {
        Map<Topic, RegisteredVersion> found =
                Map.of(Topic.ENRICHED, new RegisteredVersion("documents.enriched-value", 17, 2, false));

        assertThat(rows(text(ListSchemasCommand.table(found))))
                .startsWith(
                        "SUBJECT SCHEMA VERSION ID",
                        "documents.raw-value RawDocument missing",
                        "documents.enriched-value EnrichedDocument 2 17")
                .hasSize(1 + Topic.values().length);
    }

    /** Without the padding, which depends on all the rows. */
    private static List<String> rows(String table) {
        return table.lines().map(line -> line.replaceAll(" +", " ").strip()).toList();
    }

    private static String text(Table table) {
        return String.join("\n", table.lines(Style.PLAIN));
    }
}
