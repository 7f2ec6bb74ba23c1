package dev.sluice.console.web;

import dev.sluice.console.auth.Account;
import dev.sluice.console.observe.ConsoleMetrics;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.review.CommandFactory;
import dev.sluice.schemas.avro.CommandRejection;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands commands in and waits for their outcome. Whoever does not wait to the end loses nothing: the command is dealt with
 * all the same. Thread-safe.
 */
final class CommandDesk {
    private static final Logger log = LoggerFactory.getLogger(CommandDesk.class);

    private final Console console;
    private final Duration atMost;
    private final MeterRegistry metrics;

    CommandDesk(Console console, Duration atMost) {
        this.console = console;
        this.atMost = atMost;
        this.metrics = console.metrics();
    }

    /** What became of a command. */
    sealed interface Outcome {
        record Done(ReviewItem item) implements Outcome {}

        record Refused(ReviewItem item, CommandRejection rejection) implements Outcome {}

        /** It is not known yet, and may still take effect. */
        record Unknown(String why) implements Outcome {}
    }

    /** Writes commands in somebody's name. */
    CommandFactory commands(Account account) {
        return new CommandFactory(account.name(), console.clock(), console.ids());
    }

    /** Hands a command in. */
    Outcome submit(Account account, ReviewCommand command) throws InterruptedException {
        try {
            console.commands().write(command).get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("The command {} of {} may not have been written", command.getCommandId(), account.name(), e);
            return new Outcome.Unknown(
                    "The brokers did not confirm the action. Look at the item again before you repeat it.");
        }
        ReadModel items = console.items();
        Optional<ReviewItem> item =
                items.awaitCommand(command.getDocumentId(), command.getCommandId(), account.viewer(), atMost);
        Outcome outcome = item.map(known -> outcome(known, command))
                .orElseGet(() -> new Outcome.Unknown("There is no outcome yet. The action was taken down and will be"
                        + " dealt with; look at the item again in a moment."));
        count(command, outcome);
        return outcome;
    }

    private static Outcome outcome(ReviewItem item, ReviewCommand command) {
        Optional<CommandRejection> rejection =
                item.getLastRejection().filter(each -> each.getCommandId().equals(command.getCommandId()));
        return rejection.<Outcome>map(each -> new Outcome.Refused(item, each)).orElseGet(() -> new Outcome.Done(item));
    }

    private void count(ReviewCommand command, Outcome outcome) {
        String ending = switch (outcome) {
            case Outcome.Done done -> "done";
            case Outcome.Refused refused -> "refused";
            case Outcome.Unknown unknown -> "unknown";
        };
        if (outcome instanceof Outcome.Done done) {
            Counter.builder(ConsoleMetrics.DECISIONS)
                    .tag("decision", command.getAction().name().toLowerCase(Locale.ROOT))
                    .tag("reason", done.item().getReason().name())
                    .register(metrics)
                    .increment();
        }
        if (command.getAction() == ReviewAction.REDRIVE) {
            Counter.builder(ConsoleMetrics.REDRIVES)
                    .tag("outcome", ending)
                    .register(metrics)
                    .increment();
        }
    }
}
