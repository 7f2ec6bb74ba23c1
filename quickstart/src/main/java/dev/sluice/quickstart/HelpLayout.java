package dev.sluice.quickstart;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How help looks: the same on every command, and the commands of the launcher in groups. */
final class HelpLayout {
    private record Group(String title, List<String> commands) {}

    private static final List<Group> GROUPS = List.of(
            new Group("Try it", List.of("quickstart", "simulate-llm")),
            new Group("Run it", List.of("topics", "schemas", "processor", "control")),
            new Group("Teach it", List.of("profiles", "prompts", "eval")),
            new Group("Use it", List.of("produce", "tail")));
    private static final int COMMAND_COLUMN = 14;

    private HelpLayout() {}

    static void apply(CommandLine sluice) {
        applyTo(sluice);
        sluice.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        sluice.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, HelpLayout::groups);
    }

    private static void applyTo(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.synopsisHeading("%n@|bold Usage|@ ")
                .descriptionHeading(usage.description().length == 0 ? "" : "%n")
                .parameterListHeading(
                        command.getCommandSpec().positionalParameters().isEmpty() ? "" : "%n")
                .optionListHeading(command.getCommandSpec().args().isEmpty() ? "" : "%n@|bold Options|@%n")
                .commandListHeading("%n@|bold Commands|@%n")
                .abbreviateSynopsis(true)
                .sortOptions(false);
        command.getSubcommands().values().forEach(HelpLayout::applyTo);
    }

    private static String groups(Help help) {
        Map<String, Help> commands = help.subcommands();
        StringBuilder text = new StringBuilder();
        for (Group group : GROUPS) {
            text.append(help.createHeading("%n@|bold " + group.title() + "|@%n"));
            for (String name : group.commands()) {
                String header = Objects.requireNonNull(commands.get(name), name)
                        .commandSpec()
                        .usageMessage()
                        .header()[0];
                text.append(help.createHeading(
                        "  @|yellow " + name + "|@" + " ".repeat(COMMAND_COLUMN - name.length()) + header + "%n"));
            }
        }
        return text.toString();
    }
}
