package dev.sluice.quickstart.console;

import dev.sluice.console.ConsoleApp;
import dev.sluice.console.ConsoleSettings;
import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.log.Logging;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice console}. */
@Command(
        name = "console",
        header = "Run one replica of the review console, or manage its accounts",
        description = {
            "Replicas with the same console.application.id share the work. Add an account first, with: sluice console"
                    + " user add NAME. SIGTERM or Ctrl-C stops it. All keys: docs/configuration.md."
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice console user add ada --role admin",
            "  sluice console -b kafka:9092 -r http://registry:8081 -s console.port=8090"
        })
public final class ConsoleCommand implements Callable<Integer> {
    @Mixin
    private final ClusterOptions options;

    private ConsoleCommand(Map<String, String> environment) {
        this.options = new ClusterOptions(environment);
    }

    /** With its subcommands. */
    public static CommandLine create(Terminal terminal, Map<String, String> environment) {
        return new CommandLine(new ConsoleCommand(environment))
                .addSubcommand(new CommandLine(new UserCommand())
                        .addSubcommand(new AddUserCommand(terminal, environment))
                        .addSubcommand(new RemoveUserCommand(terminal, environment)));
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> values = options.values();
        ConsoleSettings settings = ConsoleSettings.of(values);
        Logging.toConsole(values);
        try (ConsoleApp app = ConsoleApp.open(settings)) {
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(app::close));
            app.start();
            if (app.awaitStop()) {
                return 0;
            }
        }
        throw new CommandFailedException("The console ended after failures that its log tells.");
    }
}
