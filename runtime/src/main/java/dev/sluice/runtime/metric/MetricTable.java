package dev.sluice.runtime.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All metrics of an application. As a filter of its registry it gives each its meaning as help text, and its unit. Metrics
 * that are not in it, such as those of the JVM and of Kafka, stay as they are. Immutable.
 */
public final class MetricTable implements MeterFilter {
    private static final String HEAD = "| metric | type | unit | tags | meaning |\n|---|---|---|---|---|\n";

    private final Map<String, Metric> byName;

    /** @throws IllegalStateException if two of them have one name */
    public MetricTable(List<Metric> metrics) {
        this.byName = metrics.stream().collect(Collectors.toUnmodifiableMap(Metric::name, Function.identity()));
    }

    /** A registry for an endpoint that Prometheus scrapes, with help texts and units as this table has them. */
    public PrometheusMeterRegistry registry() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().meterFilter(this);
        return registry;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        Metric metric = byName.get(id.getName());
        return metric == null
                ? id
                : new Meter.Id(
                        id.getName(),
                        Tags.of(id.getTagsAsIterable()),
                        metric.baseUnit().orElse(null),
                        metric.meaning(),
                        id.getType());
    }

    /** The metrics, in no order. */
    public Collection<Metric> metrics() {
        return byName.values();
    }

    /** All of them as a Markdown table, as Prometheus sees them, by name. */
    public String markdown() {
        return byName.values().stream()
                .sorted(Comparator.comparing(Metric::prometheusName))
                .map(MetricTable::row)
                .collect(Collectors.joining("\n", HEAD, "\n"));
    }

    private static String row(Metric metric) {
        return "| `" + metric.prometheusName() + "` | " + metric.kind().name().toLowerCase(Locale.ROOT) + " | "
                + metric.unit() + " | "
                + metric.prometheusTags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", "))
                + " | " + metric.meaning() + " |";
    }
}
