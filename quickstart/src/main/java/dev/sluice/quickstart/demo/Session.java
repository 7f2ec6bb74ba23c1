package dev.sluice.quickstart.demo;

import dev.sluice.quickstart.produce.DocumentSender;
import dev.sluice.quickstart.tail.Outcome;
import dev.sluice.quickstart.tail.OutcomeFeed;
import dev.sluice.quickstart.tail.OutcomeText;
import dev.sluice.quickstart.terminal.CommandFailedException;
import dev.sluice.quickstart.terminal.Screen;
import dev.sluice.schemas.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** One quickstart from its first line to its last: the stack, the samples, what became of them, the end. */
final class Session implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final Duration GIVE_UP = Duration.ofMinutes(3);
    private static final int TEXT_LINES = 2;

    private final StackPlan plan;
    private final Screen screen;
    private final QuickstartText text;
    private final OutcomeText outcomes;
    private final LongSupplier nanoTime;
    private final long begin;
    private final Stack stack;
    private boolean closed;
    private volatile boolean stopping;
    private volatile boolean failed;

    /** Begins to start the stack. */
    Session(Screen screen, String launcher, StackPlan plan, LongSupplier nanoTime) throws IOException {
        this.plan = plan;
        this.screen = screen;
        this.text = new QuickstartText(screen, launcher);
        this.outcomes = new OutcomeText(screen.style(), screen.width(), TEXT_LINES);
        this.nanoTime = nanoTime;
        this.begin = nanoTime.getAsLong();
        this.stack = new Stack(plan, this::started);
        screen.lines(text.title(plan.llm().describe(plan.values())));
    }

    /** Sends the samples and shows their outcomes; tells whether all were as expected. Goes on for ever unless once. */
    boolean run(List<Sample> samples, boolean once) throws Exception {
        try {
            stack.awaitReady();
            return follow(samples, once);
        } catch (Exception e) {
            if (stopping) {
                // The parts were stopped under this thread's feet, and nobody wants to hear of it.
                return false;
            }
            failed = true;
            throw new CommandFailedException(
                    e.getMessage() + "\nThe logs are in " + plan.data().path(), e);
        }
    }

    /** Stops all because the user says so. */
    void stop() {
        stopping = true;
        synchronized (this) {
            if (!closed) {
                screen.lines(text.stopping());
                close();
            }
        }
    }

    /** Stops all and deletes what need not stay; does nothing when that was done. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        stack.close();
        try {
            if (!failed) {
                plan.data().discard();
            }
        } catch (IOException e) {
            throw new CommandFailedException("The data folder cannot be deleted: " + e, e);
        }
    }

    private boolean follow(List<Sample> samples, boolean once) throws Exception {
        try (OutcomeFeed feed = OutcomeFeed.fromNow(stack.connection(), EnumSet.of(Topic.ENRICHED, Topic.DEAD_LETTER));
                DocumentSender sender = DocumentSender.open(stack.connection())) {
            screen.lines(text.sending(samples.size()));
            for (Sample sample : samples) {
                sender.send(sample.documentId(), sample.document(), failure -> {});
            }
            SampleRun run = show(feed, new SampleRun(samples), once);
            if (once) {
                return run.differences().isEmpty();
            }
            screen.lines(text.review(stack.awaitConsole(), stack.login()));
            screen.lines(text.whereNext(plan.data(), stack.metricsUrl()));
            while (!screen.isGone()) {
                feed.poll(POLL).forEach(outcome -> screen.lines(outcomes.lines(outcome)));
            }
            return true;
        }
    }

    /** Shows outcomes until every sample has one. */
    private SampleRun show(OutcomeFeed feed, SampleRun run, boolean once) {
        Duration first = Duration.ZERO;
        Duration last = sinceBegin();
        boolean told = false;
        while (!run.open().isEmpty()) {
            for (Outcome outcome : feed.poll(POLL)) {
                last = sinceBegin();
                first = first.isZero() ? last : first;
                told = false;
                Optional<String> difference = run.note(outcome);
                screen.lines(outcomes.lines(outcome));
                difference.ifPresent(what -> screen.line(text.unexpected(what)));
            }
            Duration silence = sinceBegin().minus(last);
            if (once && silence.compareTo(GIVE_UP) > 0) {
                break;
            }
            if (!told && silence.compareTo(SILENCE) > 0) {
                told = true;
                screen.lines(text.waiting(run.open().size(), plan.data().processorLog()));
            }
        }
        screen.lines(text.result(run, first, last));
        return run;
    }

    private synchronized void started(String part, String address) {
        screen.line(text.part(part, address, sinceBegin()));
    }

    private Duration sinceBegin() {
        return Duration.ofNanos(nanoTime.getAsLong() - begin);
    }
}
