package dev.sluice.quickstart.produce;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice produce}. */
@Command(
        name = "produce",
        header = "Send files and folders as raw documents",
        description = {
            "Folders are sent with all that is below them, except hidden files. The id of a document is its path from"
                    + " the working directory (from the given folder on, if that lies elsewhere); sending it again makes"
                    + " a new version of the same document.",
            "",
            "All replicas acknowledge each document, and repeated requests store it once."
        },
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice produce mails/",
            "  sluice produce --profile support-email --tenant acme --meta queue=vip mails/",
            "  sluice produce --id contract-4711 scan.pdf"
        })
public final class ProduceCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(arity = "1..*", paramLabel = "PATH", description = "Files and folders.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--id", paramLabel = "ID", description = "The document's id, for a single file.")
    private Optional<String> id = Optional.empty();

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = "The profile to use; the processor chooses by content if not given.")
    private Optional<String> profile = Optional.empty();

    @Option(names = "--tenant", paramLabel = "NAME", description = "Whose documents they are.")
    private Optional<String> tenant = Optional.empty();

    @Option(names = "--meta", paramLabel = "KEY=VALUE", description = "Passed on to the outcome; can be repeated.")
    private Map<String, String> metadata = new HashMap<>();

    @Mixin
    private final ClusterOptions config;

    public ProduceCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() throws InterruptedException {
        SourceFiles sources = new SourceFiles(Path.of(""));
        Collection<SourceFile> files = named(sources.collect(paths));
        if (files.isEmpty() && sources.failures().isEmpty()) {
            throw new CommandFailedException("There is no file in what was given. Hidden files are left out.");
        }
        try (DocumentSender sender = DocumentSender.open(config.connection())) {
            FileSending sending =
                    new FileSending(sender, new RawDocuments(profile, tenant, metadata), files, System::nanoTime);
            ProgressDisplay display = new ProgressDisplay(terminal.err());
            sending.run(display::show);
            display.end();
            List<Failure> failures = new ArrayList<>(sources.failures());
            failures.addAll(sending.failures());
            terminal.out().lines(new SendSummary(sending.progress(), failures).lines(terminal.out()));
            return failures.isEmpty() ? 0 : 1;
        }
    }

    private Collection<SourceFile> named(Collection<SourceFile> files) {
        if (id.isEmpty()) {
            return files;
        }
        if (files.size() != 1) {
            throw new CommandFailedException("--id names one document, and what was given are " + files.size()
                    + ". Leave it out, or send one file.");
        }
        SourceFile only = files.iterator().next();
        return List.of(new SourceFile(only.path(), id.get(), only.bytes()));
    }
}
