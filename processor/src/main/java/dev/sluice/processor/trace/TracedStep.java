package dev.sluice.processor.trace;

import dev.sluice.processor.step.Step;
import dev.sluice.processor.step.StepResult;
import dev.sluice.processor.step.StepResult.Done;
import dev.sluice.processor.step.StepResult.OnHold;
import dev.sluice.processor.step.StepResult.Rejected;
import dev.sluice.processor.step.StepResult.RetryLater;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Enrichment;
import dev.sluice.schemas.avro.RecordHeader;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Makes a span of each run of a stage, in the trace that the document came with; what the stage calls is within it. */
public final class TracedStep implements Step<Enrichment, Enrichment> {
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("sluice.outcome");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("sluice.reason");
    private static final AttributeKey<String> PROFILE = AttributeKey.stringKey("sluice.profile");
    private static final AttributeKey<Long> RETRIES = AttributeKey.longKey("sluice.retries");

    private final Stage stage;
    private final Step<Enrichment, Enrichment> step;
    private final Tracing tracing;

    private TracedStep(Stage stage, Step<Enrichment, Enrichment> step, Tracing tracing) {
        this.stage = stage;
        this.step = step;
        this.tracing = tracing;
    }

    /** The step itself where there are no traces. */
    public static Step<Enrichment, Enrichment> of(Stage stage, Step<Enrichment, Enrichment> step, Tracing tracing) {
        return tracing.isOn() ? new TracedStep(stage, step, tracing) : step;
    }

    @Override
    public StepResult<Enrichment, Enrichment> apply(Enrichment input, int retries) throws InterruptedException {
        Span span = tracing.after(headers(input), stage.id())
                .setAttribute(Tracing.DOCUMENT, input.getDocumentId())
                .setAttribute(RETRIES, (long) retries)
                .startSpan();
        try (Scope ignored = span.makeCurrent()) {
            StepResult<Enrichment, Enrichment> result = step.apply(input, retries);
            describe(span, result);
            return result;
        } catch (RuntimeException failure) {
            span.recordException(failure).setStatus(StatusCode.ERROR);
            throw failure;
        } finally {
            span.end();
        }
    }

    private static void describe(Span span, StepResult<Enrichment, Enrichment> result) {
        switch (result) {
            case Done<Enrichment, Enrichment> done -> {
                span.setAttribute(OUTCOME, "done");
                done.output().getProfile().ifPresent(profile -> span.setAttribute(PROFILE, profile));
            }
            case Rejected<Enrichment, Enrichment> rejected ->
                span.setAttribute(OUTCOME, "rejected")
                        .setAttribute(REASON, rejected.rejection().reason().name())
                        .setStatus(StatusCode.ERROR, rejected.rejection().detail());
            case RetryLater<Enrichment, Enrichment> later ->
                span.setAttribute(OUTCOME, "retry-later").setStatus(StatusCode.ERROR, later.cause());
            case OnHold<Enrichment, Enrichment> held -> span.setAttribute(OUTCOME, "on-hold");
        }
    }

    private static Map<String, String> headers(Enrichment input) {
        Map<String, String> headers = new HashMap<>();
        for (RecordHeader header : input.getSource().getHeaders()) {
            header.getValue()
                    .map(ByteBuffer::duplicate)
                    .ifPresent(value -> headers.put(
                            header.getKey(),
                            StandardCharsets.UTF_8.decode(value).toString()));
        }
        return headers;
    }
}
