package dev.sluice.console.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.runtime.metric.Metric;
import dev.sluice.schemas.registry.AvroSerdes;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No metric without a meaning, and none that the reference page does not show. */
final class ConsoleMetricsTest {
    private static final Path PAGE = Path.of("..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- generated: console metrics -->\n";
    private static final String END = "<!-- end -->";

    @Test
    void everyNameIsInTheTable() throws IllegalAccessException {
        assertThat(names())
                .isNotEmpty()
                .isSubsetOf(ConsoleMetrics.TABLE.metrics().stream()
                        .map(Metric::name)
                        .toList());
    }

    @Test
    void gaugesAreScrapedAsTheTableSays(@TempDir Path folder) throws IOException {
        PrometheusMeterRegistry registry = ConsoleMetrics.TABLE.registry();
        try (ReadModel items = new ReadModel(
                folder.resolve("items.sqlite"),
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                new AvroSerdes(Map.of("schema.registry.url", "http://127.0.0.1:1")),
                Clock.systemUTC())) {
            new ConsoleMetrics(items, Clock.systemUTC()).bindTo(registry);

            assertThat(registry.scrape().lines().filter(line -> line.startsWith("# HELP")))
                    .hasSize(2)
                    .isSubsetOf(ConsoleMetrics.TABLE.metrics().stream()
                            .map(metric -> "# HELP " + metric.prometheusName() + " " + metric.meaning())
                            .toList());
        }
    }

    @Test
    void theReferencePageShowsAllOfThem() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN);
        String head = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String tail = page.substring(page.indexOf(END, head.length()));
        String wanted = head + ConsoleMetrics.TABLE.markdown() + tail;

        if (!page.equals(wanted)) {
            Files.writeString(Path.of("target", "metrics.md"), wanted);
        }
        assertThat(page).as("%s is stale: copy target/metrics.md over it", PAGE).isEqualTo(wanted);
    }

    private static List<String> names() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : ConsoleMetrics.class.getFields()) {
            if (field.getType() == String.class) {
                names.add(String.valueOf(field.get(null)));
            }
        }
        return names;
    }
}
