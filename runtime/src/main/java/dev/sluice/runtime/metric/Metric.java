package dev.sluice.runtime.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One metric.
 *
 * @param name in Micrometer's way, with dots
 * @param unit what it is measured in, or what it counts, in one word
 * @param tags the names of its tags, in Micrometer's way
 * @param meaning one sentence
 */
public record Metric(String name, Kind kind, String unit, List<String> tags, String meaning) {
    /** These are parts of the name; what is counted is not. */
    private static final Set<String> UNITS_IN_NAMES = Set.of("seconds", "bytes", "usd");

    private static final PrometheusNamingConvention PROMETHEUS = new PrometheusNamingConvention();

    /** What kind of numbers it gives. */
    public enum Kind {
        /** A sum that grows until the process ends. */
        COUNTER(Meter.Type.COUNTER),
        /** A value as it is at the moment. */
        GAUGE(Meter.Type.GAUGE),
        /** How often something was done, and how long it took in all and at most. */
        TIMER(Meter.Type.TIMER),
        /** How often an amount occurred, and what the amounts are in all and at most. */
        SUMMARY(Meter.Type.DISTRIBUTION_SUMMARY);

        private final Meter.Type type;

        Kind(Meter.Type type) {
            this.type = type;
        }
    }

    public Metric {
        tags = List.copyOf(tags);
    }

    public static Metric counter(String name, String unit, List<String> tags, String meaning) {
        return new Metric(name, Kind.COUNTER, unit, tags, meaning);
    }

    public static Metric gauge(String name, String unit, List<String> tags, String meaning) {
        return new Metric(name, Kind.GAUGE, unit, tags, meaning);
    }

    public static Metric timer(String name, List<String> tags, String meaning) {
        return new Metric(name, Kind.TIMER, "seconds", tags, meaning);
    }

    public static Metric summary(String name, String unit, List<String> tags, String meaning) {
        return new Metric(name, Kind.SUMMARY, unit, tags, meaning);
    }

    /** The name that Prometheus sees; timers and summaries have it with {@code _count}, {@code _sum} and {@code _max}. */
    public String prometheusName() {
        String series = PROMETHEUS.name(name, kind.type, baseUnit().orElse(null));
        return kind == Kind.COUNTER ? series + "_total" : series;
    }

    /** The names of its tags that Prometheus sees. */
    public List<String> prometheusTags() {
        return tags.stream().map(PROMETHEUS::tagKey).toList();
    }

    /** The unit, if it is one that names end with. */
    Optional<String> baseUnit() {
        return Optional.of(unit).filter(UNITS_IN_NAMES::contains);
    }
}
