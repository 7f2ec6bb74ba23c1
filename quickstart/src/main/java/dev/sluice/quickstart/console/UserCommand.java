package dev.sluice.quickstart.console;

import picocli.CommandLine.Command;

/** {@code sluice console user}. */
@Command(name = "user", header = "Manage who has access to the console")
final class UserCommand {}
