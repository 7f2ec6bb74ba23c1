package dev.sluice.processor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.processor.engine.Parallel;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.step.Rejection;
import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.RecordHeader;
import dev.sluice.schemas.avro.SourceCoordinates;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

final class TracesTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final LlmRequest REQUEST =
            new LlmRequest(List.of(new Message(Role.USER, "How many apples?")), Optional.empty(), 100);

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.by(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build());
    private final ScriptedModel model = new ScriptedModel();

    @Test
    void aCallThatFailsSaysWhy() {
        LlmClient client = TracedClient.of(model.fails(Reason.THROTTLED), ScriptedModel.ENDPOINT, tracing, false);
        assertThatExceptionOfType(LlmException.class).isThrownBy(() -> client.complete(REQUEST));
        SpanData call = spans.getFinishedSpanItems().getFirst();
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(text(call, "error.type")).isEqualTo("throttled");
    }

    @Test
    void aRejectedDocumentIsAnErrorWithItsReason() throws Exception {
        apply(input ->
                new Rejected<>(input, new Rejection(DeadLetterReason.REFUSED, "The model declined."), List.of()));
        SpanData run = spans.getFinishedSpanItems().getFirst();
        assertThat(run.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(run.getStatus().getDescription()).isEqualTo("The model declined.");
        assertThat(text(run, "sluice.reason")).isEqualTo("REFUSED");
    }

    @Test
    void callsAreWithinTheRunOfTheirStageAlsoFromOtherThreads() throws Exception {
        LlmClient client = TracedClient.of(
                request -> new ScriptedModel().answers("three").complete(request),
                ScriptedModel.ENDPOINT,
                tracing,
                false);
        Callable<LlmResponse> call = () -> client.complete(REQUEST);
        apply(input -> {
            Parallel.run(List.of(call, call));
            return new Done<>(input, List.of());
        });

        List<SpanData> all = spans.getFinishedSpanItems();
        SpanData run = all.getLast();
        assertThat(run.getName()).isEqualTo("classify");
        assertThat(run.getTraceId()).isEqualTo(TRACE);
        assertThat(run.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(text(run, "sluice.document.id")).isEqualTo("letter-7");
        assertThat(all.subList(0, 2)).allSatisfy(span -> {
            assertThat(span.getName()).isEqualTo("chat gpt-test");
            assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(run.getSpanId());
            assertThat(text(span, "gen_ai.response.model")).isEqualTo("gpt-test-2026");
            assertThat(span.getAttributes().get(AttributeKey.longKey("gen_ai.usage.input_tokens")))
                    .isEqualTo(30);
        });
    }

    @Test
    void textsAreHeldOnlyIfThatIsWanted() throws Exception {
        TracedClient.of(model.answers("three"), ScriptedModel.ENDPOINT, tracing, false)
                .complete(REQUEST);
        assertThat(spans.getFinishedSpanItems()
                        .getFirst()
                        .getAttributes()
                        .asMap()
                        .toString())
                .doesNotContain("apples")
                .doesNotContain("three");
        spans.reset();

        TracedClient.of(model.answers("three"), ScriptedModel.ENDPOINT, tracing, true)
                .complete(REQUEST);
        SpanData call = spans.getFinishedSpanItems().getFirst();
        assertThat(text(call, "gen_ai.input.messages")).isEqualTo("""
                        [{"role":"user","parts":[{"type":"text","content":"How many apples?"}]}]""");
        assertThat(text(call, "gen_ai.output.messages"))
                .contains("\"assistant\"")
                .contains("three");
    }

    @Test
    void nothingIsWrappedWhereThereAreNoTraces() {
        assertThat(TracedClient.of(model, ScriptedModel.ENDPOINT, Tracing.off(), true))
                .isSameAs(model);
    }

    private interface Work {
        StepResult<Enrichment, Enrichment> on(Enrichment input) throws InterruptedException;
    }

    private void apply(Work work) throws InterruptedException {
        Step<Enrichment, Enrichment> step = TracedStep.of(Stage.CLASSIFY, (input, retries) -> work.on(input), tracing);
        step.apply(document(), 0);
    }

    private static Enrichment document() {
        byte[] parent = ("00-" + TRACE + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8);
        return Enrichment.newBuilder()
                .setDocumentId("letter-7")
                .setSource(SourceCoordinates.newBuilder()
                        .setTopic("documents.raw")
                        .setPartition(0)
                        .setOffset(7)
                        .setTimestamp(Instant.EPOCH)
                        .setHeaders(List.of(new RecordHeader("traceparent", ByteBuffer.wrap(parent))))
                        .build())
                .build();
    }

    private static String text(SpanData span, String attribute) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(attribute)));
    }
}
