package dev.sluice.console.web;

import dev.sluice.console.readmodel.Cursor;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.Sort;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.schemas.avro.DeadLetterReason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the queue is asked for, as its URL has it: every list can be bookmarked. What a URL has that makes no sense counts as
 * absent.
 *
 * @param parameters those that are known, without the empty ones, and without the place in the list
 */
record QueueQuery(ItemFilter filter, Sort sort, Optional<Cursor> from, Map<String, List<String>> parameters) {
    private static final List<String> KNOWN =
            List.of("tab", "q", "reason", "stage", "profile", "tenant", "label", "min", "max", "age", "sort");
    private static final int LONGEST_TEXT = 500;

    /** How long an item must have been there at least, by what the URL calls it. */
    private static final Map<String, Duration> AGES = ages();

    static QueueQuery parse(Map<String, List<String>> given, Clock clock) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String name : KNOWN) {
            List<String> values = given.getOrDefault(name, List.of()).stream()
                    .filter(value -> !value.isBlank() && value.length() <= LONGEST_TEXT)
                    .toList();
            if (!values.isEmpty()) {
                parameters.put(name, values);
            }
        }
        Optional<Instant> before = one(parameters, "age")
                .flatMap(age -> Optional.ofNullable(AGES.get(age)))
                .map(age -> clock.instant().minus(age));
        ItemFilter filter = new ItemFilter(
                one(parameters, "tab").flatMap(QueueQuery::tab).orElse(Tab.PENDING),
                parameters.getOrDefault("reason", List.of()).stream()
                        .flatMap(reason -> Arrays.stream(DeadLetterReason.values())
                                .filter(each -> each.name().equals(reason)))
                        .collect(Collectors.toSet()),
                all(parameters, "stage"),
                all(parameters, "profile"),
                all(parameters, "tenant"),
                all(parameters, "label"),
                one(parameters, "min").flatMap(QueueQuery::share),
                one(parameters, "max").flatMap(QueueQuery::share),
                Optional.empty(),
                before,
                one(parameters, "q").orElse(""));
        Sort sort = one(parameters, "sort")
                .flatMap(name -> Arrays.stream(Sort.values())
                        .filter(each -> id(each).equals(name))
                        .findFirst())
                .orElse(Sort.OLDEST);
        Optional<Cursor> from =
                given.getOrDefault("from", List.of()).stream().findFirst().flatMap(Cursor::parse);
        return new QueueQuery(filter, sort, from, parameters);
    }

    static List<String> ageNames() {
        return List.copyOf(AGES.keySet());
    }

    /** The only value of a parameter, or nothing. */
    String value(String name) {
        return one(parameters, name).orElse("");
    }

    boolean has(String name, String value) {
        return parameters.getOrDefault(name, List.of()).contains(value);
    }

    /** Whether something but tab and order is asked for. */
    boolean isNarrowed() {
        return parameters.keySet().stream().anyMatch(name -> !name.equals("tab") && !name.equals("sort"));
    }

    /** As the part of a URL behind the question mark. */
    String string() {
        return string(parameters);
    }

    String in(Tab tab) {
        Map<String, List<String>> other = new LinkedHashMap<>(parameters);
        other.put("tab", List.of(id(tab)));
        return string(other);
    }

    String behind(Cursor cursor) {
        Map<String, List<String>> other = new LinkedHashMap<>(parameters);
        other.put("from", List.of(cursor.text()));
        return string(other);
    }

    static String id(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String string(Map<String, List<String>> parameters) {
        List<String> parts = new ArrayList<>();
        parameters.forEach((name, values) ->
                values.forEach(value -> parts.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8))));
        return String.join("&", parts);
    }

    private static Optional<String> one(Map<String, List<String>> parameters, String name) {
        return parameters.getOrDefault(name, List.of()).stream().findFirst();
    }

    private static Set<String> all(Map<String, List<String>> parameters, String name) {
        return new HashSet<>(parameters.getOrDefault(name, List.of()));
    }

    private static Optional<Tab> tab(String name) {
        return Arrays.stream(Tab.values()).filter(tab -> id(tab).equals(name)).findFirst();
    }

    private static Optional<Double> share(String text) {
        try {
            double share = Double.parseDouble(text);
            return share >= 0 && share <= 1 ? Optional.of(share) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Duration> ages() {
        Map<String, Duration> ages = new LinkedHashMap<>();
        ages.put("1h", Duration.ofHours(1));
        ages.put("4h", Duration.ofHours(4));
        ages.put("1d", Duration.ofDays(1));
        ages.put("3d", Duration.ofDays(3));
        ages.put("7d", Duration.ofDays(7));
        return ages;
    }
}
