package dev.sluice.quickstart.setup;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Table;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.schemas.registry.RegisteredVersion;
import dev.sluice.schemas.registry.SchemaRegistrar;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice schemas register}. */
@Command(
        name = "register",
        header = "Register the schemas of this version of Sluice",
        description = "Do it before a new version is rolled out: the processor registers nothing by itself. What is"
                + " registered already stays as it is, so it can be run at any time.",
        footer = {"", "@|bold Example|@", "  sluice schemas register --registry http://registry:8081"})
final class RegisterSchemasCommand implements Callable<Integer> {
    private final Screen screen;

    @Mixin
    private final ClusterOptions config;

    RegisterSchemasCommand(Terminal terminal, Map<String, String> environment) {
        this.screen = terminal.out();
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        try (SchemaRegistrar registrar = config.connection().registrar()) {
            screen.lines(table(registrar.registerAll()).lines(screen.style()));
            return 0;
        }
    }

    static Table table(List<RegisteredVersion> versions) {
        Table table = new Table("", "", "");
        for (RegisteredVersion version : versions) {
            table.add(
                    version.added() ? "registered" : "unchanged",
                    version.subject(),
                    "version " + version.version() + ", id " + version.id());
        }
        return table;
    }
}
