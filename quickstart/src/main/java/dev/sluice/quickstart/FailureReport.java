package dev.sluice.quickstart;

import dev.sluice.devstack.ServerStartException;
import dev.sluice.profile.ProfileException;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Screen;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells people what went wrong in a line or two; the stack trace only to those who ask for it. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Screen screen;
    private final BooleanSupplier verbose;

    FailureReport(Screen screen, BooleanSupplier verbose) {
        this.screen = screen;
        this.verbose = verbose;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        say(describe(failure));
        if (verbose.getAsBoolean()) {
            failure.printStackTrace(screen.stream());
        }
        return ExitCode.SOFTWARE;
    }

    @Override
    public int handleParseException(ParameterException failure, String[] args) {
        CommandLine command = failure.getCommandLine();
        say(describe(failure));
        if (!UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
            screen.line("See: " + helpOn(command.getCommandSpec()));
        }
        return ExitCode.USAGE;
    }

    private static String describe(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().getFirst();
            String kind = argument.startsWith("-")
                    ? "option"
                    : failure.getCommandLine().getSubcommands().isEmpty() ? "argument" : "command";
            return "There is no " + kind + " '" + argument + "' here.";
        }
        return sentence(failure.getMessage());
    }

    private void say(String message) {
        screen.line(screen.style().bad("sluice:") + " " + message);
    }

    private static String helpOn(CommandSpec command) {
        return command.parent() == null ? "sluice help" : command.qualifiedName(" ") + " --help";
    }

    /** Failures that were written for people speak for themselves. */
    private String describe(Exception failure) {
        return switch (failure) {
            case CommandFailedException forPeople -> sentence(forPeople.getMessage());
            case ServerStartException forPeople -> sentence(forPeople.getMessage());
            case ProfileException forPeople -> sentence(forPeople.getMessage());
            case KafkaException mostlyForPeople -> sentence(mostlyForPeople.getMessage());
            case IOException outside -> sentence(outside.getMessage());
            default -> "Unexpected: " + failure + (verbose.getAsBoolean() ? "" : " (--verbose shows where)");
        };
    }

    private static String sentence(@Nullable String message) {
        return message == null ? "Failed without a message; --verbose shows where." : message;
    }
}
