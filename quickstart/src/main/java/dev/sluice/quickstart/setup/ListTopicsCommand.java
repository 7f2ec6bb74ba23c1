package dev.sluice.quickstart.setup;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.schemas.Topic;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice topics list}. */
@Command(
        name = "list",
        header = "Show the topics as they are on the cluster",
        description = "OFFSETS counts what is kept now: records, and the markers that transactions leave behind.")
final class ListTopicsCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ClusterOptions config;

    ListTopicsCommand(Terminal terminal, Map<String, String> environment) {
        this.screen = terminal.out();
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() throws Exception {
        try (Admin admin = config.connection().admin()) {
            Map<Topic, TopicState> states = TopicState.read(admin);
            screen.lines(table(states).lines(screen.style()));
            if (states.size() < Topic.values().length) {
                screen.gap();
                screen.line("Create what is missing: sluice topics create");
            }
            return 0;
        }
    }

    static Table table(Map<Topic, TopicState> states) {
        Table table = new Table("TOPIC", ">PARTITIONS", ">REPLICAS", ">RETENTION", ">OFFSETS");
        for (Topic topic : Topic.values()) {
            Optional<TopicState> state = Optional.ofNullable(states.get(topic));
            table.add(
                    topic.topicName(),
                    state.map(TopicState::partitions).map(String::valueOf).orElse("missing"),
                    state.map(TopicState::replicas).map(String::valueOf).orElse(""),
                    state.map(TopicState::retentionText).orElse(""),
                    state.map(TopicState::offsets).map(String::valueOf).orElse(""));
        }
        return table;
    }
}
