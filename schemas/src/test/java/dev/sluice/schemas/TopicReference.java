package dev.sluice.schemas;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;

/** The reference of topics in Markdown: a table of all, and a section for each. */
final class TopicReference {
    private TopicReference() {}

    static String table() {
        return Arrays.stream(Topic.values())
                .map(topic -> "| [`" + topic.topicName() + "`](#" + anchor(topic) + ") | "
                        + ContractReference.link(topic.valueSchema().getName()) + " | " + topic.partitions() + " | "
                        + cleanup(topic) + " | " + retention(topic) + " |")
                .collect(Collectors.joining(
                        "\n", "| topic | values | partitions | cleanup | kept for |\n|---|---|--:|---|---|\n", "\n"));
    }

    static String sections() {
        return Arrays.stream(Topic.values()).map(TopicReference::section).collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static String section(Topic topic) {
        TopicUse use = TopicUse.of(topic);
        return """
                ### Topic %s

                %s

                - **Key:** %s.
                - **Value:** %s, in the registry as `%s`.
                - **Written by:** %s.
                - **Read by:** %s.
                - **Headers:** %s.
                """.formatted(
                        topic.topicName(),
                        use.purpose(),
                        use.key(),
                        ContractReference.link(topic.valueSchema().getName()),
                        topic.valueSubject(),
                        use.writers(),
                        use.readers(),
                        use.headers());
    }

    /** As Markdown renderers make it of the heading. */
    private static String anchor(Topic topic) {
        return "topic-" + topic.topicName().replace(".", "").toLowerCase(Locale.ROOT);
    }

    private static String cleanup(Topic topic) {
        return setting(topic, TopicConfig.CLEANUP_POLICY_CONFIG).replace(",", ", ");
    }

    private static String retention(Topic topic) {
        Duration kept = Duration.ofMillis(Long.parseLong(setting(topic, TopicConfig.RETENTION_MS_CONFIG)));
        if (kept.isNegative()) {
            return "ever, the latest of each key";
        }
        return kept.compareTo(Duration.ofDays(1)) < 0
                ? kept.toHours() + (kept.toHours() == 1 ? " hour" : " hours")
                : kept.toDays() + " days";
    }

    private static String setting(Topic topic, String name) {
        Map<String, String> settings = topic.settings();
        return settings.getOrDefault(name, "");
    }
}
