package dev.sluice.quickstart.setup;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.schemas.TopicLayout;
import dev.sluice.schemas.TopicOutcome;
import dev.sluice.schemas.TopicOutcome.Created;
import dev.sluice.schemas.TopicOutcome.Difference;
import dev.sluice.schemas.TopicOutcome.Differs;
import dev.sluice.schemas.TopicOutcome.Failed;
import dev.sluice.schemas.TopicOutcome.Unchanged;
import dev.sluice.schemas.TopicProvisioner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice topics create}. */
@Command(
        name = "create",
        header = "Create the topics that the cluster lacks",
        description = "Topics that exist are compared and left as they are, so it can be run at any time.",
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice topics create --bootstrap-server kafka:9092 --replication-factor 3",
            "  sluice topics create --config client.properties --partitions 12"
        })
final class CreateTopicsCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ClusterOptions config;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description =
                    "For every topic but pipeline.control and review.runs, which have one; 4 if not given. Choose once: more partitions later change the order of a"
                            + " document's versions.")
    private Optional<Integer> partitions = Optional.empty();

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "For every topic; the brokers' default if not given. 3 for anything that matters.")
    private Optional<Short> replicationFactor = Optional.empty();

    CreateTopicsCommand(Terminal terminal, Map<String, String> environment) {
        this.screen = terminal.out();
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        TopicLayout layout = new TopicLayout(partitions, replicationFactor);
        try (Admin admin = config.connection().admin()) {
            List<TopicOutcome> outcomes = new TopicProvisioner(admin, layout).provision();
            screen.lines(table(outcomes).lines(screen.style()));
            return outcomes.stream().anyMatch(Failed.class::isInstance) ? 1 : 0;
        }
    }

    static Table table(List<TopicOutcome> outcomes) {
        Table table = new Table("", "", "");
        for (TopicOutcome outcome : outcomes) {
            table.add(verb(outcome), outcome.topic().topicName(), detail(outcome));
        }
        return table;
    }

    private static String verb(TopicOutcome outcome) {
        return switch (outcome) {
            case Created created -> "created";
            case Unchanged unchanged -> "unchanged";
            case Differs differs -> "differs";
            case Failed failed -> "failed";
        };
    }

    private static String detail(TopicOutcome outcome) {
        return switch (outcome) {
            case Created created -> "partitions " + created.partitions() + ", replicas " + created.replicationFactor();
            case Unchanged unchanged -> "";
            case Differs differs ->
                differs.differences().stream().map(Difference::toString).collect(Collectors.joining("; "))
                        + "; left as it is";
            case Failed failed -> failed.reason();
        };
    }
}
