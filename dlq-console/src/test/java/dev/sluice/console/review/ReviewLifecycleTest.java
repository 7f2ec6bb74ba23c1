package dev.sluice.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditOutcome;
import dev.sluice.schemas.avro.CorrectedResults;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.CorrectionKind;
import dev.sluice.schemas.avro.CorrectionSource;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.DiscardReason;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.FieldEvidence;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.RedriveFrom;
import dev.sluice.schemas.avro.RedriveRequest;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.avro.ValueChange;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewLifecycleTest {
    private static final RedriveRequest REDRIVE = RedriveRequest.newBuilder().build();
    private static final CorrectedResults CORRECTED =
            CorrectedResults.newBuilder().setFields(Letters.CORRECTED).build();

    @Test
    void refusesCommandsAboutUnknownDocuments() {
        Desk desk = new Desk();

        desk.send(desk.as("ada").approve(new ItemRef(Desk.ID, 1), ""));

        assertThat(desk.held).isEmpty();
        assertThat(desk.lastEvent().getOutcome()).isEqualTo(AuditOutcome.REJECTED);
        assertThat(desk.lastEvent().getWhy())
                .hasValueSatisfying(why -> assertThat(why).contains("no item"));
    }

    @Test
    void refusesWhatWasDecidedOnAnOutdatedVersion() {
        Desk desk = Desk.withItem();
        ItemRef seen = desk.ref();
        desk.send(desk.as("ada").requeue(seen, ""));

        desk.send(desk.as("bob").approve(seen, ""));

        assertRejected(desk, ReviewState.PENDING, "changed since you saw it");
        assertThat(desk.item().getVersion()).as("a rejection is no change").isEqualTo(2);
    }

    @Test
    void refusesToWriteWhileSomebodyElseWorksOnTheItem() {
        Desk desk = Desk.withItem();
        desk.send(desk.as("ada").claim(desk.ref(), Optional.empty()));

        desk.send(desk.as("bob").approve(desk.ref(), ""));

        assertRejected(desk, ReviewState.PENDING, "ada works on the item");
    }

    @Test
    void aClaimThatExpiredBindsNobody() {
        Desk desk = Desk.withItem();
        desk.send(desk.as("ada").claim(desk.ref(), Optional.of(Duration.ofMinutes(1))));
        desk.now = desk.now.plus(Duration.ofMinutes(1));

        desk.send(desk.as("bob").claim(desk.ref(), Optional.empty()));

        assertThat(desk.item().getLease().orElseThrow().getOwner()).isEqualTo("bob");
    }

    @Test
    void aClaimIsExtendedByTheSameCallWithoutANewVersionAndNeverBeyondTheLongest() {
        Desk desk = Desk.withItem();
        desk.send(desk.as("ada").claim(desk.ref(), Optional.empty()));
        ItemRef seen = desk.ref();

        desk.send(desk.as("ada").claim(seen, Optional.of(Duration.ofDays(3))));

        assertThat(desk.ref()).isEqualTo(seen);
        assertThat(desk.item().getLease().orElseThrow().getUntil()).isEqualTo(desk.now.plus(Duration.ofHours(1)));
    }

    @Test
    void aRepeatedCommandHasNoFurtherEffect() {
        Desk desk = Desk.withItem();
        ReviewCommand claim = desk.as("ada").claim(desk.ref(), Optional.empty());
        desk.send(claim);
        var before = desk.item();

        desk.send(claim);

        assertThat(desk.item()).isEqualTo(before);
        assertThat(desk.lastEvent().getOutcome()).isEqualTo(AuditOutcome.REPEATED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"customer_name":"Ada"}     | /fields/order_id | missing
            no json                     | /fields          | JSON
            """)
    void refusesFieldsThatBreakTheSchemaAndPointsAtThem(String fields, String pointer, String told) {
        Desk desk = Desk.withItem();

        desk.send(desk.as("ada")
                .correct(
                        desk.ref(),
                        CorrectedResults.newBuilder().setFields(fields).build(),
                        ""));

        assertRejected(desk, ReviewState.PENDING, "does not conform");
        assertThat(desk.item().getLastRejection().orElseThrow().getProblems()).anySatisfy(problem -> {
            assertThat(problem.getPointer()).isEqualTo(pointer);
            assertThat(problem.getMessage()).contains(told);
        });
    }

    @Test
    void refusesAWrongFieldALabelThatDoesNotExistAndABlankSummaryAtOnce() {
        Desk desk = Desk.withItem();
        String fields = Letters.FIELDS.replace("12345", "12");

        desk.send(desk.as("ada").correct(desk.ref(), new CorrectedResults(fields, " ", "complaint"), ""));

        assertThat(desk.item().getLastRejection().orElseThrow().getProblems())
                .extracting(Problem::getPointer)
                .containsExactly("/fields/order_id", "/summary", "/label");
    }

    @Test
    void refusesToApproveWhatLacksResults() {
        Desk desk = new Desk();
        desk.arrive(Letters.held(Desk.ID, 1).setSummary(null).build());

        desk.send(desk.as("ada").approve(desk.ref(), ""));

        assertRejected(desk, ReviewState.PENDING, "cannot be published as they are");
    }

    @Test
    void refusesWhatTheTopicsCannotTake() {
        Desk desk = new Desk(ReviewSettings.STANDARD, false);
        desk.arrive(Letters.held(Desk.ID, 1).build());

        desk.send(desk.as("ada").approve(desk.ref(), ""));

        assertRejected(desk, ReviewState.PENDING, "too large");
    }

    @Test
    void refusesToDiscardForAnotherReasonWithoutSayingWhich() {
        Desk desk = Desk.withItem();

        desk.send(desk.as("ada").discard(desk.ref(), DiscardReason.OTHER, ""));

        assertRejected(desk, ReviewState.PENDING, "comment");
    }

    @Test
    void publishesNothingBeforeTheUndoWindowHasEnded() {
        Desk desk = Desk.withItem();

        desk.send(desk.as("ada").approve(desk.ref(), ""));

        assertThat(desk.item().getState()).isEqualTo(ReviewState.DECIDED);
        assertThat(desk.item().getDecision().orElseThrow().getPublishAt())
                .isEqualTo(desk.now.plus(Duration.ofSeconds(10)));
        assertThat(desk.outcomes).isEmpty();
    }

    @Test
    void anUndoneDecisionIsNeverPublished() {
        Desk desk = Desk.withItem();
        ReviewCommand approval = desk.as("ada").approve(desk.ref(), "");
        desk.send(approval);

        desk.send(desk.as("ada").undo(Desk.ID, approval.getCommandId()));
        desk.endWindow(approval.getCommandId());

        assertThat(desk.item().getState()).isEqualTo(ReviewState.PENDING);
        assertThat(desk.item().getDecision()).isEmpty();
        assertThat(desk.outcomes).isEmpty();
    }

    @Test
    void theEndOfAnUndoneDecisionDoesNotPublishTheNextOne() {
        Desk desk = Desk.withItem();
        ReviewCommand undone = desk.as("ada").approve(desk.ref(), "");
        desk.send(undone);
        desk.send(desk.as("ada").undo(Desk.ID, undone.getCommandId()));
        desk.send(desk.as("ada").approve(desk.ref(), ""));

        desk.endWindow(undone.getCommandId());

        assertThat(desk.item().getState()).isEqualTo(ReviewState.DECIDED);
        assertThat(desk.outcomes).isEmpty();
    }

    @Test
    void onlyWhoDecidedCanUndo() {
        Desk desk = Desk.withItem();
        ReviewCommand approval = desk.as("ada").approve(desk.ref(), "");
        desk.send(approval);

        desk.send(desk.as("bob").undo(Desk.ID, approval.getCommandId()));

        assertRejected(desk, ReviewState.DECIDED, "Only who decided");
    }

    @Test
    void publishesAnApprovedDocumentAsItIs() {
        Desk desk = Desk.withItem();

        desk.decide(desk.as("ada").approve(desk.ref(), "fine"));

        assertThat(desk.item().getState()).isEqualTo(ReviewState.RESOLVED);
        EnrichedDocument document = published(desk).document().orElseThrow();
        assertThat(document.getExtraction().getFields()).isEqualTo(Letters.FIELDS);
        assertThat(document.getConfidence()).isEqualTo(0.4);
        assertThat(document.getGate().getAcceptThreshold()).isEqualTo(0.8);
        assertThat(document.getReview().orElseThrow().getReviewer()).isEqualTo("ada");
        assertThat(document.getReview().orElseThrow().getDecision()).isEqualTo(CorrectionKind.APPROVED);
        assertThat(document.getAttempts())
                .allSatisfy(attempt -> assertThat(attempt.getAnswer()).isEmpty());
        assertThat(published(desk).correction().getComment()).contains("fine");
    }

    @Test
    void publishesACorrectionWithWhatChangedAndWhoseTheRestIs() {
        Desk desk = Desk.withItem();

        desk.decide(desk.as("ada").correct(desk.ref(), CORRECTED, ""));

        EnrichedDocument document = published(desk).document().orElseThrow();
        assertThat(document.getExtraction().getFields()).isEqualTo(Letters.CORRECTED);
        assertThat(document.getExtraction().getOrigin().getEngine()).isEqualTo("person");
        assertThat(document.getExtraction().getEvidence())
                .extracting(FieldEvidence::getPointer)
                .containsExactly("/customer_name");
        assertThat(document.getSummary().getOrigin()).isEqualTo(Letters.MODEL);
        assertThat(document.getReview().orElseThrow().getChanged()).containsExactly("/fields/order_id");
        Correction correction = published(desk).correction();
        assertThat(correction.getKind()).isEqualTo(CorrectionKind.CORRECTED);
        assertThat(correction.getFields()).contains(Letters.CORRECTED);
        assertThat(correction.getModelOutput().orElseThrow().getFields()).contains(Letters.FIELDS);
        assertThat(correction.getOrigins().get("extract")).isEqualTo(Letters.MODEL);
        assertThat(desk.item().getResolution().orElseThrow().getChanged()).containsExactly("/fields/order_id");
        assertThat(desk.events.get(1).getChanges())
                .containsExactly(new ValueChange("/fields/order_id", "\"12345\"", "\"54321\""));
    }

    @Test
    void masksWhatTheProfileDoesNotPublishInTheClear() {
        Desk desk = new Desk();
        String iban = "DE89370400440532013000";
        desk.arrive(Letters.held(Desk.ID, 1).setText("Refund me to " + iban).build());

        desk.decide(desk.as("ada")
                .correct(
                        desk.ref(),
                        CorrectedResults.newBuilder().setSummary("Pay " + iban).build(),
                        ""));

        assertThat(published(desk).document().orElseThrow().toString()).doesNotContain(iban);
        assertThat(published(desk).correction().toString()).doesNotContain(iban);
    }

    @Test
    void anApprovedSampleIsNotPublishedAgainButLearnedFrom() {
        Desk desk = new Desk();
        desk.arrive(Letters.held(Desk.ID, 1)
                .setReason(DeadLetterReason.AUDIT_SAMPLE)
                .build());

        desk.decide(desk.as("ada").approve(desk.ref(), ""));

        assertThat(published(desk).document()).isEmpty();
        assertThat(published(desk).correction().getSource()).isEqualTo(CorrectionSource.AUDIT);
    }

    @Test
    void redrivesWithTheWholeDeadLetterFromThePartThatWasFoundWanting() {
        Desk desk = new Desk();
        DeadLetter letter = Letters.held(Desk.ID, 1)
                .setOriginalValue(ByteBuffer.wrap(new byte[5000]))
                .build();
        desk.arrive(letter);
        assertThat(desk.item().getOmitted()).containsExactly("original_value");

        desk.decide(desk.as("ada")
                .redrive(
                        desk.ref(),
                        RedriveRequest.newBuilder().setEngine("strong").build(),
                        ""));

        var redrive = redriven(desk);
        assertThat(redrive.getDeadLetter())
                .isEqualTo(DeadLetter.newBuilder(letter).setRedriveCount(1).build());
        assertThat(redrive.getStage()).isEqualTo("summarize");
        assertThat(redrive.getReread()).isFalse();
        assertThat(redrive.getEngine()).contains("strong");
        assertThat(desk.item().getState()).isEqualTo(ReviewState.REDRIVEN);
    }

    @Test
    void redrivesFromTheStartOnRequest() {
        Desk desk = Desk.withItem();

        desk.decide(desk.as("ada")
                .redrive(
                        desk.ref(),
                        RedriveRequest.newBuilder().setFrom(RedriveFrom.START).build(),
                        ""));

        assertThat(redriven(desk).getStage()).isEqualTo("extract");
        assertThat(redriven(desk).getReread()).isTrue();
    }

    @Test
    void aRedrivenDocumentThatComesBackNeedsAPersonAgain() {
        Desk desk = Desk.withItem();
        desk.decide(desk.as("ada").redrive(desk.ref(), REDRIVE, ""));

        desk.arrive(Letters.held(Desk.ID, 10).setRedriveCount(1).build());

        assertThat(desk.item().getState()).isEqualTo(ReviewState.PENDING);
        assertThat(desk.item().getRedriveCount()).isEqualTo(1);
        assertThat(desk.lastEvent().getAction()).isEqualTo(AuditAction.RETURNED);
    }

    @Test
    void aRedrivenDocumentThatIsPublishedIsResolved() {
        Desk desk = Desk.withItem();
        desk.decide(desk.as("ada").redrive(desk.ref(), REDRIVE, ""));

        desk.enriched(10);

        assertThat(desk.item().getState()).isEqualTo(ReviewState.RESOLVED);
        assertThat(desk.item().getResolution().orElseThrow().getActor()).isEqualTo("ada");
    }

    @Test
    void parksWhatWasSentBackTooOftenInsteadOfSendingItAgain() {
        Desk desk = new Desk();
        desk.arrive(Letters.held(Desk.ID, 10).setRedriveCount(3).build());

        desk.send(desk.as("ada").redrive(desk.ref(), REDRIVE, ""));

        assertThat(desk.item().getState()).isEqualTo(ReviewState.PARKED);
        assertThat(desk.lastEvent().getWhy().orElseThrow()).contains("3 times", "parked instead");
        assertThat(desk.outcomes).isEmpty();
    }

    @Test
    void aDiscardedItemCanBeTakenUpAgain() {
        Desk desk = Desk.withItem();
        desk.decide(desk.as("ada").discard(desk.ref(), DiscardReason.SPAM, ""));
        assertThat(desk.item().getState()).isEqualTo(ReviewState.DISCARDED);
        assertThat(desk.outcomes).isEmpty();

        desk.now = desk.now.plusSeconds(60);
        desk.send(desk.as("bob").requeue(desk.ref(), ""));

        assertThat(desk.item().getState()).isEqualTo(ReviewState.PENDING);
        assertThat(desk.item().getQueuedAt()).isEqualTo(desk.now);
        assertThat(desk.item().getResolution()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"RESOLVED", "DISCARDED", "REDRIVEN", "DECIDED"})
    void nobodyDecidesTwice(ReviewState state) {
        Desk desk = Desk.withItem();
        Function<ItemRef, ReviewCommand> first = switch (state) {
            case DISCARDED -> ref -> desk.as("ada").discard(ref, DiscardReason.SPAM, "");
            case REDRIVEN -> ref -> desk.as("ada").redrive(ref, REDRIVE, "");
            default -> ref -> desk.as("ada").approve(ref, "");
        };
        ReviewCommand decision = first.apply(desk.ref());
        desk.send(decision);
        if (state != ReviewState.DECIDED) {
            desk.endWindow(decision.getCommandId());
        }
        int before = desk.outcomes.size();

        desk.send(desk.as("ada").approve(desk.ref(), ""));
        desk.endWindow(decision.getCommandId() + "?");

        assertRejected(desk, state, "does not allow");
        assertThat(desk.outcomes).hasSize(before);
    }

    @Test
    void aNewerVersionThatWasPublishedClosesTheItem() {
        Desk desk = Desk.withItem();
        ReviewCommand approval = desk.as("ada").approve(desk.ref(), "");
        desk.send(approval);

        desk.enriched(11);
        desk.endWindow(approval.getCommandId());

        assertThat(desk.item().getState()).isEqualTo(ReviewState.SUPERSEDED);
        assertThat(desk.lastEvent().getWhy().orElseThrow()).contains("decision of ada", "dropped");
        assertThat(desk.outcomes).isEmpty();
    }

    @Test
    void olderVersionsAndTheItemsOwnDoNotCloseIt() {
        Desk desk = Desk.withItem();

        assertThat(desk.enriched(9)).isInstanceOf(Reaction.Ignored.class);
        assertThat(desk.enriched(10)).isInstanceOf(Reaction.Ignored.class);

        assertThat(desk.item().getState()).isEqualTo(ReviewState.PENDING);
    }

    @Test
    void aNewerDeadLetterOpensAfreshAndAnOlderOneIsOnlyNoted() {
        Desk desk = Desk.withItem();
        ItemRef seen = desk.ref();

        desk.arrive(Letters.held(Desk.ID, 12).build());
        desk.send(desk.as("ada").approve(seen, ""));
        assertRejected(desk, ReviewState.PENDING, "changed");
        Reaction older = desk.react(new Event.Arrived(Letters.held(Desk.ID, 11).build(), 0, 9));

        assertThat(older).isInstanceOf(Reaction.Noted.class);
        assertThat(desk.item().getDeadLetter().getSource().getOffset()).isEqualTo(12);
        assertThat(desk.events).extracting(event -> event.getAction()).contains(AuditAction.SUPERSEDED);
    }

    @Test
    void aTopicThatWasMadeAnewDoesNotHideItsDocuments() {
        Desk desk = Desk.withItem();
        DeadLetter letter = Letters.held(Desk.ID, 10).build();
        var source = SourceCoordinates.newBuilder(letter.getSource())
                .setOffset(0)
                .setTimestamp(letter.getSource().getTimestamp().plusSeconds(5))
                .build();

        desk.arrive(DeadLetter.newBuilder(letter).setSource(source).build());

        assertThat(desk.item().getDeadLetter().getSource().getOffset()).isZero();
    }

    @Test
    void forgetsWhatWasClosedForLongAndNothingElse() {
        Desk desk = Desk.withItem();
        desk.now = desk.now.plus(Duration.ofDays(100));
        assertThat(desk.react(new Event.Aged())).isInstanceOf(Reaction.Ignored.class);
        desk.decide(desk.as("ada").approve(desk.ref(), ""));
        assertThat(desk.react(new Event.Aged())).isInstanceOf(Reaction.Ignored.class);

        desk.now = desk.now.plus(Duration.ofDays(30));

        assertThat(desk.react(new Event.Aged())).isInstanceOf(Reaction.Removed.class);
    }

    private static void assertRejected(Desk desk, ReviewState state, String why) {
        assertThat(desk.item().getState()).isEqualTo(state);
        assertThat(desk.item().getLastRejection().orElseThrow().getWhy()).contains(why);
        assertThat(desk.lastEvent().getOutcome()).isEqualTo(AuditOutcome.REJECTED);
    }

    private static Outcome.Published published(Desk desk) {
        assertThat(desk.outcomes).singleElement().isInstanceOf(Outcome.Published.class);
        return (Outcome.Published) desk.outcomes.getFirst();
    }

    private static dev.sluice.schemas.avro.Redrive redriven(Desk desk) {
        assertThat(desk.outcomes).singleElement().isInstanceOf(Outcome.Redriven.class);
        return ((Outcome.Redriven) desk.outcomes.getFirst()).redrive();
    }
}
