package dev.sluice.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.console.readmodel.Statistics.Changed;
import dev.sluice.console.readmodel.Statistics.Decided;
import dev.sluice.console.readmodel.Statistics.Ended;
import dev.sluice.console.readmodel.Statistics.Spent;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.DocumentOutcome;
import dev.sluice.schemas.avro.OutcomeCount;
import dev.sluice.schemas.avro.Resolution;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.avro.Spend;
import dev.sluice.schemas.avro.SpendSubject;
import dev.sluice.schemas.avro.SpendWindow;
import dev.sluice.schemas.avro.TokenUsage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
    private static final Instant MONTH_AGO = Replica.NOW.minus(Duration.ofDays(30));
    private static final Instant HOUR = Replica.NOW.truncatedTo(ChronoUnit.HOURS);

    @TempDir
    private Path folder;

    private Replica replica;

    @BeforeEach
    void open() throws Exception {
        replica = new Replica(folder.resolve("items.sqlite"));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void leavesOutACountThatCannotBeRead() throws Exception {
        assertThat(replica.writeRubbish(Topic.REVIEW_OUTCOMES)).isEmpty();

        assertThat(statistics().outcomes(MONTH_AGO)).isEmpty();
    }

    @Test
    void addsUpTheCountsOfPartitionsAndTakesTheLatestOfEach() throws Exception {
        replica.write("a", count(HOUR, DocumentOutcome.HELD, "REFUSED", 3));
        replica.write("a", count(HOUR, DocumentOutcome.HELD, "REFUSED", 5));
        replica.write("b", count(HOUR, DocumentOutcome.HELD, "REFUSED", 2));
        replica.write("c", count(HOUR, DocumentOutcome.ENRICHED, null, 10));
        replica.write("gone", count(HOUR, DocumentOutcome.ENRICHED, null, 100));
        replica.write("gone", Optional.empty());
        replica.write("old", count(HOUR.minus(Duration.ofDays(40)), DocumentOutcome.ENRICHED, null, 1));

        assertThat(statistics().outcomes(MONTH_AGO))
                .extracting(Ended::outcome, Ended::reason, Ended::count)
                .containsExactly(
                        tuple(DocumentOutcome.ENRICHED, Optional.empty(), 10L),
                        tuple(DocumentOutcome.HELD, Optional.of("REFUSED"), 7L));
    }

    @Test
    void measuresFromTheArrivalToTheDecision() throws Exception {
        for (int i = 1; i <= 10; i++) {
            replica.write(decided("document-" + i, i, ReviewAction.APPROVE, Duration.ofMinutes(i)));
        }
        replica.write(decided("spam", 11, ReviewAction.DISCARD, Duration.ofMinutes(1)), Replica.item("open", 12));

        assertThat(statistics().decisions(MONTH_AGO, Replica.ADA))
                .containsExactly(
                        new Decided(ReviewAction.APPROVE, 10, Duration.ofMinutes(5), Duration.ofMinutes(9)),
                        new Decided(ReviewAction.DISCARD, 1, Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    @Test
    void countsWhatPeopleChangedByThePromptVersionThatMadeIt() throws Exception {
        replica.write(
                decided("a", 1, ReviewAction.CORRECT, Duration.ZERO, "/fields/items/0/price", "/fields/items/1/price"),
                decided("b", 2, ReviewAction.CORRECT, Duration.ZERO, "/fields/items/7/price", "/label"),
                decided("c", 3, ReviewAction.APPROVE, Duration.ZERO));

        List<Changed> changes = statistics().changes(MONTH_AGO, Replica.ADA, 10);

        assertThat(changes)
                .extracting(Changed::pointer, Changed::changed, Changed::judged)
                .containsExactly(tuple("/fields/items/*/price", 2L, 3L), tuple("/label", 1L, 3L));
        assertThat(changes).allSatisfy(change -> assertThat(change.madeBy()).startsWith("prompt "));
    }

    @Test
    void aDecisionThatIsTakenUpAgainDoesNotCount() throws Exception {
        ReviewItem corrected = decided("a", 1, ReviewAction.CORRECT, Duration.ZERO, "/label");
        replica.write(corrected);

        replica.write(ReviewItem.newBuilder(corrected)
                .setState(ReviewState.PENDING)
                .setResolution(null)
                .build());

        assertThat(statistics().changes(MONTH_AGO, Replica.ADA, 10)).isEmpty();
        assertThat(statistics().decisions(MONTH_AGO, Replica.ADA)).isEmpty();
    }

    @Test
    void countsOnlyWhatTheViewerMaySee() throws Exception {
        replica.write(decided("a", 1, ReviewAction.CORRECT, Duration.ZERO, "/label"));
        Viewer nothing = new Viewer("eve", Optional.of(Set.of()), Optional.empty(), false);

        assertThat(statistics().changes(MONTH_AGO, nothing, 10)).isEmpty();
        assertThat(statistics().decisions(MONTH_AGO, nothing)).isEmpty();
    }

    @Test
    void tellsTheLatestSumOfEachSubjectOfTheWindowDearestFirst() throws Exception {
        replica.write(spend(SpendSubject.ALL, "", HOUR, 10));
        replica.write(spend(SpendSubject.MODEL, "small", HOUR, 20));
        replica.write(spend(SpendSubject.MODEL, "large", HOUR, 70));
        replica.write(spend(SpendSubject.ALL, "", HOUR, 90));
        replica.write(spend(SpendSubject.ALL, "", HOUR.minusSeconds(3600), 1000));

        assertThat(statistics().spend(SpendWindow.HOUR, HOUR))
                .extracting(Spent::subject, Spent::name, Spent::micros)
                .containsExactly(
                        tuple(SpendSubject.ALL, "", 90L),
                        tuple(SpendSubject.MODEL, "large", 70L),
                        tuple(SpendSubject.MODEL, "small", 20L));
    }

    private static Spend spend(SpendSubject subject, String name, Instant start, long micros) {
        return Spend.newBuilder()
                .setWindow(SpendWindow.HOUR)
                .setStart(start)
                .setSubject(subject)
                .setName(name)
                .setCalls(1)
                .setUsage(new TokenUsage(10L, 0L, 5L))
                .setCostMicros(micros)
                .build();
    }

    private Statistics statistics() {
        return replica.model().statistics();
    }

    private static Optional<OutcomeCount> count(
            Instant hour, DocumentOutcome outcome, @Nullable String reason, long count) {
        return Optional.of(new OutcomeCount(hour, outcome, reason, 0, count));
    }

    private static ReviewItem decided(String id, long offset, ReviewAction action, Duration waited, String... changed) {
        Resolution resolution = Resolution.newBuilder()
                .setAction(action)
                .setActor("ada")
                .setAt(Replica.NOW)
                .setChanged(List.of(changed))
                .build();
        return ReviewItem.newBuilder(Replica.item(id, offset))
                .setState(ReviewState.RESOLVED)
                .setArrivedAt(Replica.NOW.minus(waited))
                .setResolution(resolution)
                .build();
    }
}
