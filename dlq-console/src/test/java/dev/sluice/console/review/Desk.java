package dev.sluice.console.review;

import dev.sluice.profile.LiveProfiles;
import dev.sluice.profile.ProfileLoader;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One document under review without Kafka: what happens to it is kept, as a topic would. */
final class Desk {
    static final String ID = "document-1";
    static final LiveProfiles PROFILES = new LiveProfiles(new ProfileLoader().load());

    final List<Outcome> outcomes = new ArrayList<>();
    final List<AuditEvent> events = new ArrayList<>();
    Optional<Held> held = Optional.empty();
    Instant now = Instant.ofEpochSecond(2_000_000);
    private final ReviewLifecycle lifecycle;
    private long ids;

    Desk(ReviewSettings settings, boolean fits) {
        ItemSize size = new ItemSize(1000, 100_000, ItemStores::encodedBytes);
        this.lifecycle = new ReviewLifecycle(settings, new ResultCheck(PROFILES), size, outcome -> fits);
    }

    Desk() {
        this(ReviewSettings.STANDARD, true);
    }

    /** One with a document that is held. */
    static Desk withItem() {
        Desk desk = new Desk();
        desk.arrive(Letters.held(ID, 10).build());
        return desk;
    }

    /** The commands of one person, each with its own id. */
    CommandFactory as(String actor) {
        return new CommandFactory(actor, Clock.fixed(now, ZoneOffset.UTC), () -> new UUID(0, ++ids));
    }

    ReviewItem item() {
        return held.orElseThrow().item();
    }

    ItemRef ref() {
        return new ItemRef(ID, item().getVersion());
    }

    AuditEvent lastEvent() {
        return events.getLast();
    }

    Reaction arrive(DeadLetter letter) {
        Reaction reaction = react(new Event.Arrived(letter, 0, 7));
        if (reaction instanceof Reaction.Kept kept) {
            held = Optional.of(new Held(kept.item(), () -> letter));
        }
        return reaction;
    }

    Reaction enriched(long offset) {
        return react(new Event.Enriched(Letters.source(offset), false));
    }

    Reaction send(ReviewCommand command) {
        return react(new Event.Commanded(command));
    }

    /** What the console writes when an undo window has ended. */
    Reaction endWindow(String decisionId) {
        return send(ReviewCommand.newBuilder()
                .setCommandId("end of " + decisionId + " " + ++ids)
                .setDocumentId(ID)
                .setActor("sluice")
                .setAt(now)
                .setAction(ReviewAction.PUBLISH)
                .setDecisionId(decisionId)
                .build());
    }

    /** Decides and lets the undo window pass. */
    void decide(ReviewCommand command) {
        send(command);
        endWindow(command.getCommandId());
    }

    Reaction react(Event event) {
        Reaction reaction = lifecycle.react(held, event, now);
        switch (reaction) {
            case Reaction.Ignored ignored -> {}
            case Reaction.Noted noted -> events.add(noted.event());
            case Reaction.Removed removed -> {
                held = Optional.empty();
                events.add(removed.event());
            }
            case Reaction.Kept kept -> {
                held = Optional.of(held.map(before -> new Held(kept.item(), before.whole()))
                        .orElseGet(() -> Held.of(kept.item())));
                kept.outcome().ifPresent(outcomes::add);
                events.addAll(kept.events());
            }
        }
        return reaction;
    }
}
