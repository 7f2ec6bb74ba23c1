package dev.sluice.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.devstack.llm.Latency;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.observe.ProcessorMetrics;
import dev.sluice.runtime.control.Control.Budget;
import dev.sluice.runtime.control.ControlWriter;
import dev.sluice.runtime.control.Setting;
import dev.sluice.runtime.control.SettingKeys.Window;
import dev.sluice.schemas.avro.LlmUsage;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances share a budget, and documents wait for it without any being lost. */
@ExtendWith(SharedCluster.class)
final class BudgetIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int IN_FLIGHT = 4;
    private static final int STAGES = 3;
    private static final int PARTITIONS = 2;
    private static final long LIMIT_MICROS = 300_000;

    @TempDir
    private Path folder;

    @Test
    void twoInstancesNeverOverspendByMoreThanTheCallsInFlightAndARaiseLetsAllFinish(Cluster cluster) throws Exception {
        awaitEnoughOfTheHour();
        Path prices = Files.writeString(folder.resolve("prices.yaml"), """
                gpt-5-mini:
                  - input: 2
                    output: 10
                """);
        SimulatedLlmSettings slow = SimulatedLlmSettings.builder()
                .latency(Latency.fixed(Duration.ofMillis(100)))
                .build();
        Load load = new Load(300, 100);
        try (Stack stack = Stack.start(cluster, folder, PARTITIONS);
                SimulatedLlm llm = SimulatedLlm.start(slow);
                Outcomes outcomes = stack.outcomes();
                ControlWriter writer = new ControlWriter(
                        Map.of("bootstrap.servers", stack.broker.bootstrapServers()),
                        stack.serdes(),
                        Clock.systemUTC());
                ProcessorApp first = Stack.processor(config(stack, llm, "first", prices));
                ProcessorApp second = Stack.processor(config(stack, llm, "second", prices))) {
            load.produceTo(stack);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(metrics(first) + metrics(second))
                            .containsPattern("sluice_waiting_documents\\{reason=\"budget\".* [1-9]"));
            // As the sums come in, each sees what is left; then nothing more begins.
            await().during(Duration.ofSeconds(8)).atMost(LONG).until(() -> {
                long before = llm.calls().total();
                outcomes.poll(Duration.ofMillis(100));
                return llm.calls().total() == before;
            });
            long spent = spent(outcomes);
            long dearest = outcomes.usage().stream()
                    .mapToLong(LlmUsage::getCostMicros)
                    .max()
                    .orElseThrow();
            assertThat(outcomes.enriched().size()).isLessThan(load.documents());
            assertThat(spent)
                    .as("spent of %s, with calls of up to %s", LIMIT_MICROS, dearest)
                    .isBetween(LIMIT_MICROS / 2, LIMIT_MICROS + dearest * IN_FLIGHT * STAGES * PARTITIONS);
            assertThat(outcomes.deadLetters()).isEmpty();
            assertThat(outcomes.usage()).noneMatch(call -> call.getInstance().isEmpty());
            assertThat(outcomes.usage().stream().map(LlmUsage::getInstance).distinct())
                    .hasSize(2);
            await().untilAsserted(() -> assertThat(metrics(first))
                    .contains("sluice_budget_limit_usd{name=\"\",subject=\"all\",window=\"hour\"} 0.3"));

            long calls = llm.calls().total();
            writer.set(
                    new Setting(
                            new Budget(Optional.empty(), Window.HOUR, 1_000_000_000),
                            "ada",
                            Instant.now(),
                            "more came than we thought",
                            Optional.empty()),
                    Optional.empty());
            await().atMost(LONG).until(() -> llm.calls().total() > calls);
            outcomes.awaitCount(load.documents(), LONG);
            load.assertComplete(outcomes);
            assertThat(outcomes.usage())
                    .as("no call that was not made is reported, and none was made twice")
                    .hasSize(load.documents() * Load.STAGES);
            assertKnown(metrics(first));
        }
    }

    /** What an instance shows of its own is in the table, by the same words. */
    private static void assertKnown(String scraped) {
        assertThat(scraped.lines()
                        .filter(line -> line.matches("# HELP (sluice|gen_ai)_.*"))
                        .map(line -> line.replaceFirst("_max ", " ")))
                .hasSizeGreaterThan(20)
                .isSubsetOf(ProcessorMetrics.TABLE.metrics().stream()
                        .map(metric -> "# HELP " + metric.prometheusName() + " " + metric.meaning())
                        .toList());
    }

    /** In a new hour there would be a new budget. */
    private static void awaitEnoughOfTheHour() {
        await().atMost(Duration.ofMinutes(5)).until(() -> {
            Instant now = Instant.now();
            return Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS))
                            .compareTo(Duration.ofMinutes(4))
                    > 0;
        });
    }

    private static long spent(Outcomes outcomes) {
        return outcomes.usage().stream().mapToLong(LlmUsage::getCostMicros).sum();
    }

    private static String metrics(ProcessorApp app) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + app.httpPort() + "/metrics"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static Map<String, String> config(Stack stack, SimulatedLlm llm, String instance, Path prices) {
        Map<String, String> config = Load.config(stack, llm, instance);
        config.put("stage.max.in.flight", Integer.toString(IN_FLIGHT));
        config.put("prices.file", prices.toString());
        config.put("llm.model", "gpt-5-mini");
        config.put("budget.hour.usd", "0.30");
        return config;
    }
}
