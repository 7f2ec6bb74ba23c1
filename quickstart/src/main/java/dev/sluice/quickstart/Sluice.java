package dev.sluice.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.devstack.llm.SimulateLlm;
import dev.sluice.quickstart.console.ConsoleCommand;
import dev.sluice.quickstart.demo.QuickstartCommand;
import dev.sluice.quickstart.evaluate.EvalCommand;
import dev.sluice.quickstart.produce.ProduceCommand;
import dev.sluice.quickstart.profiles.ProfilesCommand;
import dev.sluice.quickstart.profiles.PromptsCommand;
import dev.sluice.quickstart.setup.SchemasCommand;
import dev.sluice.quickstart.setup.TopicsCommand;
import dev.sluice.quickstart.tail.TailCommand;
import dev.sluice.quickstart.terminal.Style;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.runtime.log.Logging;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The launcher: {@code sluice COMMAND}. Exit codes: 0 done, 1 failed, 2 not understood. */
@Command(
        name = "sluice",
        header = "Sluice turns raw documents on a Kafka topic into enriched documents or dead letters.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice quickstart                              see it work; needs a JDK",
            "  sluice produce --profile support-email mails/  send a folder of documents",
            "  sluice tail                                    watch what becomes of them",
            "  sluice help produce                            explain a command"
        })
public final class Sluice {
    /** System property: how the user calls the launcher. */
    private static final String LAUNCHER = "sluice.command";

    private static final int LAST_OPTIONS = 1_000;
    private static final int LONGEST_OPTION = 34;
    private static final int NARROW = 80;
    private static final int WIDE = 120;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            order = LAST_OPTIONS,
            description = "Explain the command.")
    @SuppressWarnings("unused") // picocli acts on it by itself
    private boolean help;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            order = LAST_OPTIONS,
            description = "Show the stack trace of a failure.")
    private boolean verbose;

    private Sluice() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        Map<String, String> environment = System.getenv();
        System.exit(commandLine(Terminal.standard(environment), System.getProperty(LAUNCHER, "sluice"), environment)
                .execute(args));
    }

    /** All commands, writing to a terminal. */
    static CommandLine commandLine(Terminal terminal, String launcher, Map<String, String> environment) {
        Sluice root = new Sluice();
        CommandLine sluice = new CommandLine(root)
                .addSubcommand(new QuickstartCommand(terminal, launcher, environment))
                .addSubcommand(new SimulateLlm())
                .addSubcommand(new ProcessorCommand(terminal, environment))
                .addSubcommand(ConsoleCommand.create(terminal, environment))
                .addSubcommand(TopicsCommand.create(terminal, environment))
                .addSubcommand(SchemasCommand.create(terminal, environment))
                .addSubcommand(ProfilesCommand.create(terminal, environment))
                .addSubcommand(PromptsCommand.create(terminal, environment))
                .addSubcommand(new EvalCommand(terminal, environment))
                .addSubcommand(new ProduceCommand(terminal, environment))
                .addSubcommand(new TailCommand(terminal, environment))
                .addSubcommand(new HelpOnCommand());
        FailureReport failures = new FailureReport(terminal.err(), () -> root.verbose);
        sluice.setOut(new PrintWriter(terminal.out().stream(), true, UTF_8))
                .setErr(new PrintWriter(terminal.err().stream(), true, UTF_8))
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        terminal.out().style() == Style.COLOUR ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.clamp(terminal.out().width(), NARROW, WIDE))
                .setUsageHelpLongOptionsMaxWidth(LONGEST_OPTION)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(failures)
                .setParameterExceptionHandler(failures)
                .setExecutionStrategy(Sluice::run);
        HelpLayout.apply(sluice);
        return sluice;
    }

    /** Explains a command that does nothing without one of its own; else runs it, with no log in its output. */
    private static int run(ParseResult parsed) {
        CommandLine asked = parsed.asCommandLineList().getLast();
        if (!asked.isUsageHelpRequested() && !(asked.getCommandSpec().userObject() instanceof Callable)) {
            asked.usage(asked.getErr());
            return ExitCode.USAGE;
        }
        Logging.off();
        return new RunLast().execute(parsed);
    }
}
