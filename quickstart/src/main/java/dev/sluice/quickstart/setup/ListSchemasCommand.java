package dev.sluice.quickstart.setup;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.registry.RegisteredVersion;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice schemas list}. */
@Command(name = "list", header = "Show which schemas of this version of Sluice are registered")
final class ListSchemasCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ClusterOptions config;

    ListSchemasCommand(Terminal terminal, Map<String, String> environment) {
        this.screen = terminal.out();
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        try (SchemaRegistrar registrar = config.connection().registrar()) {
            Map<Topic, RegisteredVersion> found = registrar.findAll();
            screen.lines(table(found).lines(screen.style()));
            if (found.size() < Topic.values().length) {
                screen.gap();
                screen.line("Register what is missing: sluice schemas register");
            }
            return 0;
        }
    }

    static Table table(Map<Topic, RegisteredVersion> found) {
        Table table = new Table("SUBJECT", "SCHEMA", ">VERSION", ">ID");
        for (Topic topic : Topic.values()) {
            Optional<RegisteredVersion> version = Optional.ofNullable(found.get(topic));
            table.add(
                    topic.valueSubject(),
                    topic.valueSchema().getName(),
                    version.map(RegisteredVersion::version).map(String::valueOf).orElse("missing"),
                    version.map(RegisteredVersion::id).map(String::valueOf).orElse(""));
        }
        return table;
    }
}
