package dev.sluice.quickstart.control;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command that changes a setting. */
final class ChangeOptions {
    @Option(
            names = "--why",
            required = true,
            paramLabel = "REASON",
            description = "For those who wonder; kept with the setting and in the audit.")
    private String why = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "How long, such as 30m, 2h or 1d; until it is taken back if not given.")
    private Optional<Duration> time = Optional.empty();

    @Option(names = "--by", paramLabel = "NAME", description = "Who you are; the name of this user if not given.")
    private String by = System.getProperty("user.name");

    String why() {
        return why;
    }

    Optional<Duration> time() {
        return time;
    }

    String by() {
        return by;
    }
}
