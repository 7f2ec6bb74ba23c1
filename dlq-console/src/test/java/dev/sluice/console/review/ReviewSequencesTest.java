package dev.sluice.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.AuditOutcome;
import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.DiscardReason;
import dev.sluice.schemas.avro.PendingDecision;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds whatever people and the pipeline do, in whatever order. */
class ReviewSequencesTest {
    private static final Set<AuditAction> DECISIONS =
            Set.of(AuditAction.APPROVE, AuditAction.CORRECT, AuditAction.REDRIVE, AuditAction.DISCARD);

    enum Kind {
        CLAIM,
        RELEASE,
        APPROVE,
        CORRECT,
        REDRIVE,
        DISCARD,
        REQUEUE,
        PARK,
        UNDO,
        REPEAT,
        END_WINDOW,
        END_OLD_WINDOW,
        WAIT,
        NEWER_LETTER,
        NEWER_ENRICHED,
        COMES_BACK,
        COMES_OUT,
        OLD_LETTER
    }

    /**
     * One thing that happens.
     *
     * @param stale whether the person acts on an outdated version
     */
    record Act(Kind kind, String actor, boolean stale) {}

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Kind> kinds = Arbitraries.of(Kind.class);
        Arbitrary<String> actors = Arbitraries.of("ada", "bob");
        Arbitrary<Boolean> stale = Arbitraries.of(true, false, false, false, false);
        return Combinators.combine(kinds, actors, stale).as(Act::new).list().ofMaxSize(40);
    }

    @Property(tries = 500)
    void everyOutcomeHasItsDecisionAndEveryDecisionOneEnd(@ForAll("acts") List<Act> acts) {
        Run run = new Run();
        acts.forEach(run::step);
        run.finish();

        List<String> published = ids(run.desk.events, AuditAction.PUBLISH);
        assertThat(run.outcomeIds).as("no decision has two outcomes").doesNotHaveDuplicates();
        assertThat(run.accepted).as("no outcome without a decision").containsAll(run.outcomeIds);
        assertThat(run.outcomeIds).as("an undone decision has none").noneMatch(run.undone::contains);
        assertThat(run.outcomeIds).as("nor one that was superseded").noneMatch(run.dropped::contains);
        assertThat(run.accepted)
                .as("every decision took effect, was undone, or was superseded")
                .hasSize(published.size() + run.undone.size() + run.dropped.size());
    }

    @Property(tries = 300)
    void versionsGrowByAtMostOneStepPerEventAndEventsTellThem(@ForAll("acts") List<Act> acts) {
        Run run = new Run();
        for (Act act : acts) {
            long before = run.desk.item().getVersion();
            int events = run.desk.events.size();
            run.step(act);
            long after = run.desk.item().getVersion();
            assertThat(after - before).isBetween(0L, 1L);
            if (after > before) {
                assertThat(run.desk.events).hasSizeGreaterThan(events);
                assertThat(run.desk.lastEvent().getVersionAfter()).isEqualTo(after);
                assertThat(run.desk.lastEvent().getStateAfter())
                        .contains(run.desk.item().getState());
            }
            assertThat(run.desk.item().getDecision().isPresent())
                    .isEqualTo(run.desk.item().getState() == ReviewState.DECIDED);
        }
    }

    private static List<String> ids(List<AuditEvent> events, AuditAction action) {
        return events.stream()
                .filter(event -> event.getAction() == action && event.getOutcome() == AuditOutcome.ACCEPTED)
                .map(event -> event.getCommandId().orElse(""))
                .toList();
    }

    /** One document's life. */
    private static final class Run {
        final Desk desk = Desk.withItem();
        final List<String> accepted = new ArrayList<>();
        final Set<String> undone = new HashSet<>();
        final List<String> dropped = new ArrayList<>();
        final List<String> outcomeIds = new ArrayList<>();
        private final List<ReviewCommand> sent = new ArrayList<>();
        private long newest = 10;

        void step(Act act) {
            Optional<PendingDecision> waiting = desk.item().getDecision();
            int outcomes = desk.outcomes.size();
            int events = desk.events.size();
            perform(act);
            desk.outcomes
                    .subList(outcomes, desk.outcomes.size())
                    .forEach(outcome ->
                            outcomeIds.add(waiting.orElseThrow().getCommand().getCommandId()));
            for (AuditEvent event : desk.events.subList(events, desk.events.size())) {
                note(event, waiting);
            }
        }

        /** Ends the undo window that may still be open. */
        void finish() {
            step(new Act(Kind.END_WINDOW, "ada", false));
            assertThat(desk.item().getState()).isNotEqualTo(ReviewState.DECIDED);
        }

        private void note(AuditEvent event, Optional<PendingDecision> waiting) {
            if (event.getOutcome() != AuditOutcome.ACCEPTED) {
                return;
            }
            if (DECISIONS.contains(event.getAction())
                    && event.getStateAfter().equals(Optional.of(ReviewState.DECIDED))) {
                accepted.add(event.getCommandId().orElseThrow());
            } else if (event.getAction() == AuditAction.UNDO) {
                undone.add(waiting.orElseThrow().getCommand().getCommandId());
            } else if (event.getAction() == AuditAction.SUPERSEDED) {
                waiting.ifPresent(decision -> dropped.add(decision.getCommand().getCommandId()));
            }
        }

        private void perform(Act act) {
            ReviewItem item = desk.item();
            ItemRef ref = new ItemRef(Desk.ID, item.getVersion() - (act.stale() ? 1 : 0));
            CommandFactory person = desk.as(act.actor());
            Optional<String> waiting =
                    item.getDecision().map(decision -> decision.getCommand().getCommandId());
            switch (act.kind()) {
                case CLAIM -> send(person.claim(ref, Optional.empty()));
                case RELEASE -> send(person.release(ref));
                case APPROVE -> send(person.approve(ref, ""));
                case CORRECT ->
                    send(person.correct(
                            ref,
                            CorrectedResults.newBuilder()
                                    .setFields(Letters.CORRECTED)
                                    .build(),
                            ""));
                case REDRIVE ->
                    send(person.redrive(ref, RedriveRequest.newBuilder().build(), ""));
                case DISCARD -> send(person.discard(ref, DiscardReason.SPAM, ""));
                case REQUEUE -> send(person.requeue(ref, ""));
                case PARK -> send(person.park(ref, ""));
                case UNDO -> undo(person, item, waiting, act.actor());
                case REPEAT -> {
                    if (!sent.isEmpty()) {
                        desk.send(sent.getLast());
                    }
                }
                case END_WINDOW -> waiting.ifPresent(desk::endWindow);
                case END_OLD_WINDOW ->
                    accepted.stream()
                            .filter(id -> !waiting.equals(Optional.of(id)))
                            .forEach(desk::endWindow);
                case WAIT -> desk.now = desk.now.plus(Duration.ofMinutes(3));
                case NEWER_LETTER -> desk.arrive(Letters.held(Desk.ID, ++newest).build());
                case NEWER_ENRICHED -> desk.enriched(++newest);
                case COMES_BACK -> {
                    if (item.getState() == ReviewState.REDRIVEN) {
                        desk.arrive(Letters.held(
                                        Desk.ID,
                                        item.getDeadLetter().getSource().getOffset())
                                .setRedriveCount(item.getRedriveCount())
                                .build());
                    }
                }
                case COMES_OUT -> desk.enriched(item.getDeadLetter().getSource().getOffset());
                case OLD_LETTER ->
                    desk.react(new Event.Arrived(Letters.held(Desk.ID, 3).build(), 0, 1));
            }
        }

        /** Inside its window an undo by who decided always wins. */
        private void undo(CommandFactory person, ReviewItem item, Optional<String> waiting, String actor) {
            if (waiting.isEmpty()) {
                return;
            }
            boolean isOwn =
                    item.getDecision().orElseThrow().getCommand().getActor().equals(actor);
            send(person.undo(Desk.ID, waiting.get()));
            assertThat(desk.item().getState() != ReviewState.DECIDED).isEqualTo(isOwn);
        }

        private void send(ReviewCommand command) {
            sent.add(command);
            desk.send(command);
        }
    }
}
