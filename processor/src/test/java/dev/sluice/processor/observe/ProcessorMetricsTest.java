package dev.sluice.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.runtime.metric.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No metric without a meaning, and none that the reference page does not show. */
final class ProcessorMetricsTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- generated: processor metrics -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void everyNameIsInTheTable() throws IllegalAccessException {
        Set<String> known = ProcessorMetrics.TABLE.metrics().stream()
                .flatMap(metric -> Stream.concat(Stream.of(metric.name()), metric.tags().stream()))
                .collect(Collectors.toSet());

        assertThat(names()).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void metricsAreRegisteredAsTheTableSays() {
        MeterRegistry registry = ProcessorMetrics.TABLE.registry();
        new CostMetrics(registry, Map.of()).add(CostMetricsTest.call("acme"));
        new ProfileMetrics(registry);

        Map<String, Metric> table =
                ProcessorMetrics.TABLE.metrics().stream().collect(Collectors.toMap(Metric::name, metric -> metric));
        assertThat(registry.getMeters()).isNotEmpty().allSatisfy(meter -> {
            Metric metric = Objects.requireNonNull(table.get(meter.getId().getName()), "not in the table");
            assertThat(meter.getId().getDescription()).isEqualTo(metric.meaning());
            assertThat(meter.getId().getTags())
                    .extracting(tag -> tag.getKey())
                    .containsExactlyInAnyOrderElementsOf(metric.tags());
        });
    }

    @Test
    void theReferencePageShowsAllOfThem() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN);
        String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String tail = page.substring(page.indexOf(END, head.length()));
        String wanted = head + ProcessorMetrics.TABLE.markdown() + tail;

        if (!page.equals(wanted)) {
            Files.writeString(Path.of("target", "metrics.md"), wanted);
        }
        assertThat(page).as("%s is stale: copy target/metrics.md over it", PAGE).isEqualTo(wanted);
    }

    private static List<String> names() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : Metrics.class.getFields()) {
            names.add(String.valueOf(field.get(null)));
        }
        return names;
    }
}
