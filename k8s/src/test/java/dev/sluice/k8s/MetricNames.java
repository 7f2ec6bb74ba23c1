package dev.sluice.k8s;

import dev.sluice.console.observe.ConsoleMetrics;
import dev.sluice.processor.observe.ProcessorMetrics;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics and tags that the programs have, as Prometheus shows them. */
final class MetricNames {
    private static final Pattern NAME = Pattern.compile("\\b(?:sluice|gen_ai)_[a-z_]+");
    private static final String SERIES = "_(bucket|count|sum|max)$";

    private MetricNames() {}

    /** The names in an expression that no program has. */
    static List<String> unknown(String expression) {
        Set<String> known = Stream.of(ProcessorMetrics.TABLE, ConsoleMetrics.TABLE)
                .flatMap(table -> table.metrics().stream())
                .flatMap(metric -> Stream.concat(Stream.of(metric.prometheusName()), metric.prometheusTags().stream()))
                .collect(Collectors.toSet());
        return NAME.matcher(expression)
                .results()
                .map(MatchResult::group)
                .filter(name -> !known.contains(name) && !known.contains(name.replaceFirst(SERIES, "")))
                .toList();
    }
}
