package dev.sluice.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.engine.AttemptLog;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.SourceCoordinates;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What validators found at a stage, as the metrics show it. */
final class ValidationMetricsTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aResultCountsOnceForEachValidatorHoweverMuchItFound() throws Exception {
        List<Problem> problems = List.of(error("schema", "/a"), error("schema", "/b"), error("grounding", "/a"));
        run((document, retries) -> new Rejected<>(
                tried(document, attempt(1, AttemptOutcome.INVALID, error("schema", "/a"))),
                new Rejection(DeadLetterReason.INVALID_OUTPUT, "no result", problems),
                List.of()));

        assertThat(counts()).containsExactlyInAnyOrderEntriesOf(Map.of("schema", 1.0, "grounding", 1.0));
    }

    @Test
    void anAnswerThatWasMadeGoodCountsToo() throws Exception {
        run((document, retries) -> new Done<>(
                tried(
                        document,
                        attempt(1, AttemptOutcome.INVALID, error("schema", "/a")),
                        attempt(2, AttemptOutcome.VALID)),
                List.of()));

        assertThat(counts()).containsOnly(Map.entry("schema", 1.0));
    }

    @Test
    void whatWasFoundAtAnEarlierGoDoesNotCountAgain() throws Exception {
        Attempt earlier = attempt(1, AttemptOutcome.INVALID, error("schema", "/a"));
        step((document, retries) -> new RetryLater<>(
                        tried(document, attempt(2, AttemptOutcome.FAILED)), Instant.EPOCH, "an outage", List.of()))
                .apply(tried(document(), earlier), 1);

        assertThat(counts()).isEmpty();
    }

    @Test
    void callsThatFailedAndWarningsDoNotCount() throws Exception {
        run((document, retries) -> new Done<>(
                tried(
                        document,
                        attempt(1, AttemptOutcome.FAILED, error("provider", "")),
                        attempt(2, AttemptOutcome.VALID, new Problem("format", "", "wrapped", Severity.WARNING))),
                List.of()));

        assertThat(counts()).isEmpty();
    }

    @Test
    void whatTheGateFoundCountsInTheSameWay() {
        new ValidationMetrics(registry)
                .found(List.of(
                        error("confidence", "/extraction"),
                        error("confidence", "/summary"),
                        new Problem("statistics", "/total", "unusual", Severity.WARNING)));

        assertThat(counts()).containsOnly(Map.entry("confidence", 1.0));
    }

    private void run(Step<Enrichment, Enrichment> step) throws InterruptedException {
        step(step).apply(document(), 0);
    }

    private Step<Enrichment, Enrichment> step(Step<Enrichment, Enrichment> step) {
        return new ObservedStep(Stage.EXTRACT, step, registry, new CostMetrics(registry, Map.of()));
    }

    private Map<String, Double> counts() {
        return registry.find("sluice.validation.failures").counters().stream()
                .collect(Collectors.toMap(
                        counter -> String.valueOf(counter.getId().getTag("validator")), Counter::count));
    }

    private static Enrichment tried(Enrichment document, Attempt... attempts) {
        return AttemptLog.added(document, List.of(attempts));
    }

    private static Attempt attempt(long at, AttemptOutcome outcome, Problem... problems) {
        return Attempt.newBuilder()
                .setStage("extract")
                .setOrigin(new Origin("model", "m", "1"))
                .setStartedAt(Instant.ofEpochMilli(at))
                .setDurationMs(1)
                .setOutcome(outcome)
                .setProblems(List.of(problems))
                .build();
    }

    private static Problem error(String validator, String pointer) {
        return new Problem(validator, pointer, "is wrong", Severity.ERROR);
    }

    private static Enrichment document() {
        return Enrichment.newBuilder()
                .setDocumentId("d")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(0)
                        .setTimestamp(Instant.EPOCH)
                        .build())
                .build();
    }
}
