package dev.sluice.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.readmodel.Statistics.Ended;
import dev.sluice.schemas.avro.DocumentOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineFiguresTest {
    private static final Instant NOW = Instant.parse("2026-11-20T02:30:00Z");
    private static final Instant HOUR = Instant.parse("2026-11-20T02:00:00Z");
    private static final Instant YESTERDAY = Instant.parse("2026-11-19T22:00:00Z");

    @Test
    void knowsNoShareOfNothing() {
        assertThat(PipelineFigures.of(List.of(), NOW).heldTodayPercent()).isEmpty();
    }

    @Test
    void documentsThatWereAcceptedAndAreLookedAtAllTheSameAreNoFailures() {
        PipelineFigures figures = PipelineFigures.of(
                List.of(
                        new Ended(HOUR, DocumentOutcome.ENRICHED, Optional.empty(), 30),
                        new Ended(HOUR, DocumentOutcome.HELD, Optional.of("LOW_CONFIDENCE"), 10),
                        new Ended(HOUR, DocumentOutcome.HELD, Optional.of("AUDIT_SAMPLE"), 60),
                        new Ended(HOUR, DocumentOutcome.REVIEWED, Optional.empty(), 7),
                        new Ended(YESTERDAY, DocumentOutcome.HELD, Optional.of("REFUSED"), 1000)),
                NOW);

        assertThat(figures.heldTodayPercent()).contains(25.0);
        assertThat(figures.endedToday()).isEqualTo(40);
    }

    @Test
    void showsTheLastHoursEachWithWhatEndedInIt() {
        PipelineFigures figures = PipelineFigures.of(
                List.of(
                        new Ended(HOUR, DocumentOutcome.ENRICHED, Optional.empty(), 30),
                        new Ended(YESTERDAY, DocumentOutcome.HELD, Optional.of("REFUSED"), 5)),
                NOW);

        assertThat(figures.hours()).hasSize(24);
        assertThat(figures.hours().getLast().enriched()).isEqualTo(30);
        assertThat(figures.hours())
                .filteredOn(hour -> hour.start().equals(YESTERDAY))
                .singleElement()
                .satisfies(hour -> assertThat(hour.held()).isEqualTo(5));
        assertThat(figures.mostOfHour()).isEqualTo(30);
    }
}
