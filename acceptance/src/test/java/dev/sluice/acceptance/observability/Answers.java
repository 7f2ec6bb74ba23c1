package dev.sluice.acceptance.observability;

import dev.sluice.console.observe.ConsoleMetrics;
import dev.sluice.processor.observe.ProcessorMetrics;
import dev.sluice.runtime.metric.Metric;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether Prometheus can answer questions, now or once something is wrong. */
final class Answers {
    private static final String SERIES = "(_bucket|_count|_sum|_max)$";

    private final Prometheus prometheus;
    private final Map<String, Rule> recorded;
    private final Set<String> later;
    private final Map<String, Metric> table;

    /** @param later metrics that are not there yet */
    Answers(Prometheus prometheus, List<Rule> rules, Set<String> later) {
        this.prometheus = prometheus;
        this.recorded = rules.stream()
                .filter(rule -> !rule.isAlert())
                .collect(Collectors.toUnmodifiableMap(Rule::name, Function.identity()));
        this.later = Set.copyOf(later);
        this.table = Stream.concat(ProcessorMetrics.TABLE.metrics().stream(), ConsoleMetrics.TABLE.metrics().stream())
                .collect(Collectors.toUnmodifiableMap(Metric::prometheusName, Function.identity(), (one, same) -> one));
    }

    /** What is wrong with a question, if anything is. */
    Optional<String> problem(Question question) {
        int series = prometheus.series(question.expression().always().text());
        Set<String> metrics = scraped(question.expression().metrics());
        if (metrics.stream().anyMatch(later::contains)) {
            return unknown(question, metrics);
        }
        if (series == 0) {
            return Optional.of(question.where() + " gives nothing: "
                    + question.expression().text());
        }
        Set<String> labels = new TreeSet<>();
        question.expression().metrics().forEach(metric -> labels.addAll(prometheus.labels(metric)));
        return missing(question, labels);
    }

    /** What cannot be seen yet is held to the tables. */
    private Optional<String> unknown(Question question, Set<String> metrics) {
        Set<String> labels = new TreeSet<>(Set.of("namespace", "instance", "job", "le"));
        for (String name : metrics) {
            Metric metric = table.getOrDefault(name, table.get(name.replaceFirst(SERIES, "")));
            if (metric == null) {
                return Optional.of(question.where() + " asks for " + name + ", which is no metric");
            }
            labels.addAll(metric.prometheusTags());
        }
        return missing(question, labels);
    }

    private static Optional<String> missing(Question question, Set<String> labels) {
        Set<String> missing = new TreeSet<>(question.labels());
        missing.removeAll(labels);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(question.where() + " asks for labels that there are not: " + missing);
    }

    /** The metrics that are scraped, for those that rules record. */
    private Set<String> scraped(Set<String> metrics) {
        return metrics.stream()
                .flatMap(name -> recorded.containsKey(name)
                        ? recorded.get(name).expression().metrics().stream()
                        : Stream.of(name))
                .collect(Collectors.toSet());
    }
}
