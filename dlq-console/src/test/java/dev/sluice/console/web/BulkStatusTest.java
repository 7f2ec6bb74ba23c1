package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.avro.BulkProgress;
import dev.sluice.schemas.avro.BulkRun;
import dev.sluice.schemas.avro.BulkState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BulkStatusTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    @Test
    void takesARunWhoseReplicaIsSilentForInterrupted() {
        Instant longAgo = NOW.minus(BulkStatus.SILENCE).minusSeconds(1);

        assertThat(state(BulkState.RUNNING, longAgo, false)).isEqualTo(BulkStatus.State.INTERRUPTED);
        assertThat(state(BulkState.RUNNING, longAgo, true)).isEqualTo(BulkStatus.State.INTERRUPTED);
        assertThat(state(BulkState.FINISHED, longAgo, false)).isEqualTo(BulkStatus.State.FINISHED);
    }

    @Test
    void takesARunThatShallStopForStoppingUntilItHasStopped() {
        assertThat(state(BulkState.RUNNING, NOW, true)).isEqualTo(BulkStatus.State.STOPPING);
        assertThat(state(BulkState.CANCELLED, NOW, true)).isEqualTo(BulkStatus.State.CANCELLED);
    }

    private static BulkStatus.State state(BulkState told, Instant at, boolean isToStop) {
        BulkProgress progress = new BulkProgress("Claim", "", 10L, 20, NOW, 3L, 1L, told, List.of());
        BulkRun run = BulkRun.newBuilder()
                .setRunId("a")
                .setActor("ada")
                .setAt(at)
                .setProgress(progress)
                .build();
        return BulkStatus.of(run, progress, isToStop, NOW).state();
    }
}
