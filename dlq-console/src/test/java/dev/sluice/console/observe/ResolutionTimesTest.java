package dev.sluice.console.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.review.ItemSamples;
import dev.sluice.console.review.Letters;
import dev.sluice.schemas.avro.Resolution;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewItem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResolutionTimesTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ResolutionTimes times = new ResolutionTimes(registry);

    @Test
    void measuresNothingWithoutADecision() {
        times.accept(ItemSamples.of(Letters.held("a", 1).build()));

        assertThat(registry.scrape()).doesNotContain("sluice_review_resolution");
    }

    @Test
    void measuresFromTheArrivalToTheDecision() {
        ReviewItem item = ItemSamples.of(Letters.held("a", 1).build());
        Resolution resolution = Resolution.newBuilder()
                .setAction(ReviewAction.CORRECT)
                .setActor("ada")
                .setAt(item.getArrivedAt().plus(Duration.ofMinutes(90)))
                .build();

        times.accept(ReviewItem.newBuilder(item).setResolution(resolution).build());

        assertThat(registry.scrape())
                .contains("sluice_review_resolution_seconds_sum{decision=\"correct\",reason=\"LOW_CONFIDENCE\"} 5400.0")
                .contains(
                        "sluice_review_resolution_seconds_bucket{decision=\"correct\",reason=\"LOW_CONFIDENCE\",le=\"3600.0\"} 0")
                .contains(
                        "sluice_review_resolution_seconds_bucket{decision=\"correct\",reason=\"LOW_CONFIDENCE\",le=\"14400.0\"} 1");
    }
}
