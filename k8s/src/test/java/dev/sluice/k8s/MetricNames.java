package dev.sluice.k8s;

import dev.sluice.console.observe.ConsoleMetrics;
import dev.sluice.processor.observe.Metrics;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The metrics that the programs have, as Prometheus shows them. */
final class MetricNames {
    private static final Pattern NAME = Pattern.compile("\\b(?:sluice|gen_ai)_[a-z_]+");
    private static final String SUFFIX = "(_seconds|_usd)?(_total|_bucket|_count|_sum|_max)?";

    private MetricNames() {}

    /** The names in an expression that no program has. */
    static List<String> unknown(String expression) {
        Set<String> known = known();
        List<String> unknown = new ArrayList<>();
        Matcher matcher = NAME.matcher(expression);
        while (matcher.find()) {
            String name = matcher.group();
            if (known.stream().noneMatch(each -> name.matches(each + SUFFIX))) {
                unknown.add(name);
            }
        }
        return unknown;
    }

    private static Set<String> known() {
        Set<String> names = new TreeSet<>();
        Stream.of(Metrics.class, ConsoleMetrics.class)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> Modifier.isPublic(field.getModifiers()) && field.getType() == String.class)
                .map(MetricNames::valueOf)
                .map(name -> name.replace('.', '_'))
                .forEach(names::add);
        return names;
    }

    private static String valueOf(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
