package dev.sluice.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.Progress;
import dev.sluice.schemas.avro.ProgressState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.threeten.extra.MutableClock;

class DocumentsInFlightTest {
    private final MutableClock clock = MutableClock.of(Instant.parse("2026-11-20T08:00:00Z"), ZoneOffset.UTC);
    private final DocumentsInFlight documents = new DocumentsInFlight(clock);

    @Test
    void leavesOutWhatNothingWasHeardOfForLong() {
        report("a", "extract", ProgressState.STARTED, null);

        clock.add(Duration.ofMinutes(11));

        assertThat(documents.count()).isZero();
        assertThat(documents.hasReports()).isFalse();
    }

    @Test
    void aRejectedDocumentIsNotInFlightAnyMore() {
        report("a", "extract", ProgressState.STARTED, null);
        report("a", "extract", ProgressState.FINISHED, "rejected");

        assertThat(documents.count()).isZero();
        assertThat(documents.hasReports()).isTrue();
    }

    @Test
    void aDocumentThatIsTriedAgainLaterWaits() {
        report("a", "extract", ProgressState.STARTED, null);
        report("a", "extract", ProgressState.FINISHED, "retry-later");

        assertThat(documents.longest(10))
                .singleElement()
                .satisfies(document -> assertThat(document.waits()).isTrue());
    }

    @Test
    void followsADocumentFromStageToStageUntilTheLastHasFinished() {
        report("a", "extract", ProgressState.STARTED, null);
        report("a", "extract", ProgressState.FINISHED, "done");
        clock.add(Duration.ofSeconds(5));
        report("b", "extract", ProgressState.STARTED, null);
        report("a", "classify", ProgressState.STARTED, null);

        assertThat(documents.longest(10))
                .extracting(DocumentInFlight::documentId)
                .containsExactly("a", "b");
        assertThat(documents.longest(1))
                .singleElement()
                .satisfies(document -> assertThat(document.stage()).isEqualTo("classify"));

        report("a", "classify", ProgressState.FINISHED, "done");

        assertThat(documents.longest(10))
                .extracting(DocumentInFlight::documentId)
                .containsExactly("b");
    }

    private void report(String id, String stage, ProgressState state, @Nullable String outcome) {
        documents.report(Progress.newBuilder()
                .setDocumentId(id)
                .setStage(stage)
                .setState(state)
                .setOutcome(outcome)
                .setAt(clock.instant())
                .build());
    }
}
