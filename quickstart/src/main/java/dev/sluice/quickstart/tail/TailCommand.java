package dev.sluice.quickstart.tail;

import dev.sluice.quickstart.connect.ClusterOptions;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.quickstart.terminal.Terminal;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice tail}. */
@Command(
        name = "tail",
        header = "Watch what becomes of documents: enriched, or dead letter",
        description = "Shows committed outcomes as they come, until Ctrl-C. Reads without a consumer group: it takes"
                + " nothing from anybody.",
        footer = {
            "",
            "@|bold Examples|@",
            "  sluice tail --only dead-letters --from-beginning",
            "  sluice tail --id mails/late.eml --no-follow",
            "  sluice tail --json | jq -r '[.document_id, .summary.text] | @tsv'"
        })
public final class TailCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Screen screen;

    @Option(names = "--from-beginning", description = "Begin with the oldest that is kept, not with the next.")
    private boolean fromBeginning;

    @Option(
            names = "--only",
            paramLabel = "KIND",
            converter = OutcomeTopic.class,
            description = "Only these: enriched, or dead-letters.")
    private Optional<Topic> only = Optional.empty();

    @Option(names = "--id", paramLabel = "ID", description = "Only this document.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--max", paramLabel = "N", description = "End after so many.")
    private Optional<Long> max = Optional.empty();

    @Option(names = "--no-follow", description = "Show all that is there now, and end.")
    private boolean noFollow;

    @Option(names = "--json", description = "One JSON object a line, with everything in the record.")
    private boolean json;

    @Mixin
    private final ClusterOptions config;

    public TailCommand(Terminal terminal, Map<String, String> environment) {
        this.screen = terminal.out();
        this.config = new ClusterOptions(environment);
    }

    @Override
    public Integer call() {
        try (OutcomeFeed feed = open()) {
            follow(feed, json ? jsonLines() : textLines());
            return 0;
        }
    }

    private void follow(OutcomeFeed feed, Function<Outcome, List<String>> format) {
        Optional<Map<TopicPartition, Long>> ends = noFollow ? Optional.of(feed.ends()) : Optional.empty();
        long left = max.orElse(Long.MAX_VALUE);
        while (left > 0 && !screen.isGone() && !ends.map(feed::isPast).orElse(false)) {
            for (Outcome outcome : feed.poll(PATIENCE)) {
                if (left > 0 && id.map(outcome.documentId()::equals).orElse(true)) {
                    screen.lines(format.apply(outcome));
                    left--;
                }
            }
        }
    }

    private OutcomeFeed open() {
        Set<Topic> topics = only.map(EnumSet::of).orElseGet(() -> EnumSet.of(Topic.ENRICHED, Topic.DEAD_LETTER));
        return fromBeginning || noFollow
                ? OutcomeFeed.fromBeginning(config.connection(), topics)
                : OutcomeFeed.fromNow(config.connection(), topics);
    }

    private static Function<Outcome, List<String>> jsonLines() {
        OutcomeJson json = new OutcomeJson();
        return outcome -> List.of(json.line(outcome));
    }

    private Function<Outcome, List<String>> textLines() {
        return new OutcomeText(screen.style(), screen.width(), Integer.MAX_VALUE)::lines;
    }
}
