package dev.sluice.console.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.readmodel.Replica;
import dev.sluice.runtime.alert.AlertSettings;
import dev.sluice.runtime.alert.Alerts;
import dev.sluice.schemas.avro.ReviewItem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewWatchTest {
    private static final String AGE = "review-age/LOW_CONFIDENCE";
    private static final String SIZE = "review-pending";

    @TempDir
    private Path folder;

    private final Clock clock = Clock.fixed(Replica.NOW, ZoneOffset.UTC);
    private final Alerts alerts = new Alerts(
            new AlertSettings(Optional.empty(), Optional.empty(), Duration.ZERO),
            "test",
            new SimpleMeterRegistry(),
            clock);
    private Replica replica;
    private boolean tells = true;

    @BeforeEach
    void open() throws Exception {
        replica = new Replica(folder.resolve("items.sqlite"));
    }

    @AfterEach
    void close() {
        alerts.close();
        replica.close();
    }

    @Test
    void tellsOfADocumentThatWaitsTooLongUntilItIsGone() throws Exception {
        replica.write(waiting("a", Duration.ofHours(5)), waiting("b", Duration.ofHours(1)));
        look("LOW_CONFIDENCE=PT4H", 0);
        assertThat(alerts.isActive(AGE)).isTrue();

        replica.forget("a");
        look("LOW_CONFIDENCE=PT4H", 0);

        assertThat(alerts.isActive(AGE)).isFalse();
    }

    @Test
    void countsFromTheArrivalWhenADocumentWasPutAtTheEndOfTheQueue() throws Exception {
        ReviewItem requeued = ReviewItem.newBuilder(waiting("a", Duration.ofHours(5)))
                .setQueuedAt(Replica.NOW)
                .build();
        replica.write(requeued, waiting("b", Duration.ofHours(1)));

        look("LOW_CONFIDENCE=PT4H", 0);

        assertThat(alerts.isActive(AGE)).isTrue();
    }

    @Test
    void tellsNothingOfAReasonWithoutATarget() throws Exception {
        replica.write(waiting("a", Duration.ofDays(99)));

        look("", 0);

        assertThat(alerts.isActive(AGE)).isFalse();
    }

    @Test
    void tellsThatTooManyWait() throws Exception {
        replica.write(waiting("a", Duration.ZERO), waiting("b", Duration.ZERO));

        look("", 2);
        assertThat(alerts.isActive(SIZE)).as("two may wait").isFalse();

        look("", 1);
        assertThat(alerts.isActive(SIZE)).isTrue();
    }

    @Test
    void leavesTheTellingToTheReplicaThatLeads() throws Exception {
        replica.write(waiting("a", Duration.ofHours(5)), waiting("b", Duration.ZERO));
        tells = false;

        look("LOW_CONFIDENCE=PT4H", 1);

        assertThat(alerts.isActive(AGE)).isFalse();
        assertThat(alerts.isActive(SIZE)).isFalse();
    }

    private void look(String reasons, int pending) {
        AgingTargets targets = AgingTargets.of(Duration.ZERO, reasons, pending);
        try (ReviewWatch watch = new ReviewWatch(replica.model(), targets, alerts, () -> tells, clock)) {
            watch.look();
        }
    }

    private static ReviewItem waiting(String id, Duration age) {
        return ReviewItem.newBuilder(Replica.item(id, 1))
                .setArrivedAt(Replica.NOW.minus(age))
                .setQueuedAt(Replica.NOW.minus(age))
                .build();
    }
}
