package dev.sluice.runtime.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a table of metrics does to a registry, and how it reads. */
final class MetricTableTest {
    private static final Metric PARCELS =
            Metric.counter("post.parcels", "parcels", List.of("sent.by"), "Parcels that were sent.");
    private static final Metric AGE = Metric.gauge("post.age", "seconds", List.of(), "How old the oldest parcel is.");
    private static final Metric POSTAGE = Metric.summary("post.cost.usd", "usd", List.of(), "What a parcel costs.");
    private static final Metric WAY = Metric.timer("post.way", List.of(), "How long a parcel is on its way.");

    @Test
    void refusesTwoMetricsOfOneName() {
        assertThatThrownBy(() -> new MetricTable(List.of(AGE, AGE))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void leavesOtherMetricsAsTheyAre() {
        PrometheusMeterRegistry registry = new MetricTable(List.of(AGE)).registry();
        Gauge.builder("jvm.something", () -> 1)
                .description("Something of the JVM.")
                .register(registry);

        assertThat(registry.scrape()).contains("# HELP jvm_something Something of the JVM.");
    }

    @Test
    void givesMetricsTheirMeaningAndTheNamesThatItTells() {
        PrometheusMeterRegistry registry = new MetricTable(List.of(PARCELS, AGE, POSTAGE, WAY)).registry();
        registry.counter("post.parcels", "sent.by", "ada").increment();
        registry.gauge("post.age", 7);
        registry.summary("post.cost.usd").record(4.5);
        registry.timer("post.way").record(Duration.ofSeconds(2));

        String parcels =
                PARCELS.prometheusName() + "{" + PARCELS.prometheusTags().getFirst() + "=\"ada\"} 1.0";
        assertThat(registry.scrape().lines())
                .contains(
                        "# HELP post_parcels_total Parcels that were sent.",
                        parcels,
                        "# HELP post_age_seconds How old the oldest parcel is.",
                        AGE.prometheusName() + " 7.0",
                        "# HELP post_cost_usd What a parcel costs.",
                        POSTAGE.prometheusName() + "_sum 4.5",
                        "# HELP post_way_seconds How long a parcel is on its way.",
                        WAY.prometheusName() + "_sum 2.0");
    }

    @Test
    void readsAsATableByName() {
        assertThat(new MetricTable(List.of(PARCELS, AGE)).markdown()).isEqualTo("""
                | metric | type | unit | tags | meaning |
                |---|---|---|---|---|
                | `post_age_seconds` | gauge | seconds |  | How old the oldest parcel is. |
                | `post_parcels_total` | counter | parcels | `sent_by` | Parcels that were sent. |
                """);
    }
}
