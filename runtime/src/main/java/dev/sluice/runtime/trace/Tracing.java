package dev.sluice.runtime.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Makes spans, and carries a document's trace in the headers of its records as W3C has it ({@code traceparent},
 * {@code tracestate}). A trace that the producer of a document began is gone on with. Where traces are off, headers stay as
 * they are and nothing is recorded. Thread-safe.
 *
 * <p>Spans are for looking, not for counting: after a crash some come twice, and a collector that is down or slow loses
 * some. No document waits for them.
 */
public final class Tracing implements AutoCloseable {
    private static final W3CTraceContextPropagator W3C = W3CTraceContextPropagator.getInstance();
    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> DESTINATION = AttributeKey.stringKey("messaging.destination.name");

    /** On every span: the document that it is about. */
    public static final AttributeKey<String> DOCUMENT = AttributeKey.stringKey("sluice.document.id");

    private final Tracer tracer;
    private final boolean on;
    private final Runnable ending;

    private Tracing(TracerProvider provider, boolean on, Runnable ending) {
        this.tracer = provider.get("dev.sluice");
        this.on = on;
        this.ending = ending;
    }

    /** Makes none. */
    public static Tracing off() {
        return new Tracing(TracerProvider.noop(), false, () -> {});
    }

    /** By a provider that its owner closes. */
    public static Tracing by(TracerProvider provider) {
        return new Tracing(provider, true, () -> {});
    }

    /** As the settings say, under the name of this application. */
    public static Tracing of(TraceSettings settings, String application) {
        return settings.endpoint()
                .map(endpoint -> {
                    SdkTracerProvider provider = SdkTracerProvider.builder()
                            .setResource(
                                    Resource.getDefault().merge(Resource.create(Attributes.of(SERVICE, application))))
                            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
                            .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                            .setEndpoint(endpoint.toString())
                                            .build())
                                    .build())
                            .build();
                    return new Tracing(provider, true, provider::close);
                })
                .orElseGet(Tracing::off);
    }

    /** Whether spans are made at all. */
    public boolean isOn() {
        return on;
    }

    /** A span within that of this thread. */
    public SpanBuilder within(String name) {
        return tracer.spanBuilder(name);
    }

    /** A span of the trace that these headers name; the first of a new one if they name none. */
    public SpanBuilder after(Map<String, String> headers, String name) {
        return tracer.spanBuilder(name).setParent(W3C.extract(Context.root(), headers, TextHeaders.GETTER));
    }

    /** Notes that a document came, if that begins a trace: the headers name it then. */
    public void received(Headers headers, String topic, String documentId) {
        if (on && headers.lastHeader(TextHeaders.PARENT) == null) {
            note(headers, topic + " process", SpanKind.CONSUMER, topic, documentId);
        }
    }

    /** Notes that a document is published; the headers name that as what comes before whatever reads it. */
    public void published(Headers headers, String topic, String documentId) {
        if (on) {
            note(headers, topic + " send", SpanKind.PRODUCER, topic, documentId);
        }
    }

    private void note(Headers headers, String name, SpanKind kind, String topic, String documentId) {
        Span span = after(texts(headers), name)
                .setSpanKind(kind)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(DESTINATION, topic)
                .setAttribute(DOCUMENT, documentId)
                .startSpan();
        span.end();
        W3C.inject(Context.root().with(span), headers, (carrier, key, value) -> {
            carrier.remove(key);
            carrier.add(key, value.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static Map<String, String> texts(Headers headers) {
        Map<String, String> texts = new HashMap<>();
        for (String name : W3C.fields()) {
            Header header = headers.lastHeader(name);
            if (header != null && header.value() != null) {
                texts.put(name, new String(header.value(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    /** Sends what is not sent yet, for at most some seconds. */
    @Override
    public void close() {
        ending.run();
    }
}
