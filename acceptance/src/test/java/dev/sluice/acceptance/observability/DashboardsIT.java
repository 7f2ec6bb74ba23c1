package dev.sluice.acceptance.observability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.acceptance.Processors;
import dev.sluice.console.web.ConsoleStack;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.RawDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What dashboards and rules ask is what a processor and a console show that have worked for a while: a real Prometheus scrapes
 * them, and every query gives something.
 */
@ExtendWith(SharedCluster.class)
final class DashboardsIT {
    private static final Duration LONG = Duration.ofMinutes(2);

    /** What nothing in this test makes, and why. */
    private static final Map<String, String> LATER = Map.of(
            "sluice_alerts_total", "no webhook is configured, and nothing alarming happens",
            "sluice_budget_refusals_total", "no budget is used up",
            "sluice_llm_unpriced_calls_total", "the model has a price",
            "sluice_stage_fallbacks_total", "no engine has another behind it");

    private static final List<Question> SLIPS = List.of(
            slip("a metric", "sum(sluice_documents_totl)", ""),
            slip("a metric of later", "sum(rate(sluice_stage_fallback_total[5m])) + sum(sluice_alerts_total)", ""),
            slip("a matcher", "sluice_pending_calls{stge!=\"none\"}", ""),
            slip("a value", "sluice_documents_total{outcome=\"dead-leter\"}", ""),
            slip("a grouping", "sum by (stge) (sluice_pending_calls)", ""),
            slip("a label of later", "sum by (outcom) (sluice_alerts_total)", ""),
            slip("a legend", "sum by (stage) (sluice_pending_calls)", "{{stge}}"));

    @TempDir
    private Path folder;

    @Test
    void everyQueryGivesSomething(Cluster cluster) throws Exception {
        Prometheus.require();
        try (ConsoleStack stack = ConsoleStack.start(cluster, folder, Duration.ofMillis(100));
                SimulatedLlm model = SimulatedLlm.start(SimulatedLlmSettings.defaults());
                ProcessorApp processor = processor(stack, model);
                Prometheus prometheus = Prometheus.start(
                        folder,
                        Map.of(
                                "processor",
                                processor.httpPort(),
                                "console",
                                URI.create(stack.app.url()).getPort()))) {
            work(stack);

            Answers answers = new Answers(prometheus, Rule.all(), LATER.keySet());
            assertThat(problems(answers)).isEmpty();
            assertThat(SLIPS)
                    .allSatisfy(slip ->
                            assertThat(answers.problem(slip)).as(slip.where()).isPresent());
        }
    }

    private static List<Question> questions() throws IOException {
        List<Question> questions = new ArrayList<>();
        Dashboard.all().forEach(dashboard -> questions.addAll(dashboard.questions()));
        Rule.all().forEach(rule -> questions.add(Question.of(rule)));
        questions.add(Question.of(
                "the console's threads", new PromQl("sum(kafka_stream_alive_stream_threads{job=\"console\"})"), ""));
        return questions;
    }

    /** What stays wrong. New metrics of Kafka are shown within a minute. */
    private static List<String> problems(Answers answers) throws IOException {
        List<Question> waiting = new ArrayList<>(questions());
        try {
            Awaitility.await().pollInterval(Duration.ofSeconds(1)).atMost(LONG).until(() -> {
                waiting.removeIf(question -> answers.problem(question).isEmpty());
                return waiting.isEmpty();
            });
            return List.of();
        } catch (ConditionTimeoutException e) {
            return waiting.stream()
                    .flatMap(question -> answers.problem(question).stream())
                    .toList();
        }
    }

    /** Documents are enriched, one by the cache, one in spite of an outage; others are held, and decided about. */
    private static void work(ConsoleStack stack) throws Exception {
        send(stack, "clear", "70001", "");
        awaitPublished(stack, "clear");
        send(stack, "again", "70001", "");
        send(stack, "repaired", "70002", " [[sim:wrong-type step=extract]]");
        send(stack, "retried", "70003", " [[sim:503 step=summarize]]");
        List<String> held = List.of("approved", "corrected", "redriven");
        for (String id : held) {
            send(stack, id, "7001" + held.indexOf(id), " [[sim:low-confidence step=classify]]");
        }
        try (ReviewScript reviewer = new ReviewScript(stack)) {
            reviewer.decide("approved", "\"action\":\"approve\"");
            reviewer.decide("corrected", "\"action\":\"correct\",\"correction\":{\"summary\":\"A lamp is late.\"}");
            reviewer.decide("redriven", "\"action\":\"redrive\"");
        }
        for (String id : List.of("again", "repaired", "retried", "approved", "corrected", "redriven")) {
            awaitPublished(stack, id);
        }
    }

    private static void send(ConsoleStack stack, String id, String order, String fault) {
        String mail = "Hello, I ordered a lamp on 2026-11-03, order " + order + ", and it has still not arrived."
                + " Where is my parcel? Jane Doe" + fault;
        stack.raw(
                id,
                RawDocument.newBuilder()
                        .setContent(mail)
                        .setMediaType("text/plain")
                        .setProfile("support-email")
                        .setTenant("acme")
                        .build());
    }

    private static void awaitPublished(ConsoleStack stack, String id) {
        Awaitility.await(id)
                .atMost(LONG)
                .until(() -> !stack.records(Topic.ENRICHED, EnrichedDocument.class, id)
                        .isEmpty());
    }

    private ProcessorApp processor(ConsoleStack stack, SimulatedLlm model) throws Exception {
        Path prices = Files.writeString(folder.resolve("prices.yaml"), "lamp-reader: [{input: 1, output: 2}]\n");
        Map<String, String> config = new HashMap<>(stack.surroundings());
        config.put("llm.base.url", model.baseUrl());
        config.put("llm.model", "lamp-reader");
        config.put("llm.stream", "true");
        config.put("llm.retry.backoff.ms", "10");
        config.put("profiles.dir", Path.of("..", "profiles", "builtin").toString());
        config.put("prices.file", prices.toString());
        config.put("budget.tenant.day.usd", "100");
        config.put("state.dir", folder.resolve("state-processor").toString());
        config.put("http.port", "0");
        return Processors.start(config);
    }

    private static Question slip(String where, String expression, String legend) {
        return Question.of(where, new PromQl(expression), legend);
    }
}
