package dev.sluice.runtime.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.runtime.config.ConfigValues;
import dev.sluice.runtime.config.SharedKeys;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class TracingTest {
    private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = Tracing.by(SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build());
    private final Headers headers = new RecordHeaders();

    @Test
    void refusesAnAddressThatIsNone() {
        ConfigDef table = new ConfigDef();
        SharedKeys.define(table);
        ConfigValues values = ConfigValues.of(table, Map.of(SharedKeys.TRACING_OTLP_ENDPOINT, "collector:4318"));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> TraceSettings.of(values))
                .withMessageContaining("tracing.otlp.endpoint is 'collector:4318'")
                .withMessageContaining("http://collector:4318/v1/traces");
    }

    @Test
    void leavesHeadersAloneWhereThereAreNoTraces() {
        try (Tracing off = Tracing.of(TraceSettings.OFF, "sluice")) {
            off.received(headers, "documents.raw", "d");
            off.published(headers, "documents.enriched", "d");
        }
        assertThat(headers.toArray()).isEmpty();
    }

    @Test
    void goesOnWithTheTraceOfTheProducer() {
        headers.add("traceparent", PARENT.getBytes(StandardCharsets.UTF_8));
        tracing.received(headers, "documents.raw", "d");
        assertThat(parent()).isEqualTo(PARENT);
        tracing.published(headers, "documents.enriched", "d");

        SpanData sent = spans.getFinishedSpanItems().getFirst();
        assertThat(sent.getName()).isEqualTo("documents.enriched send");
        assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sent.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(sent.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(parent()).isEqualTo("00-" + sent.getTraceId() + "-" + sent.getSpanId() + "-01");
        assertThat(headers.headers("traceparent")).hasSize(1);
    }

    @Test
    void beginsATraceWhereTheProducerDidNot() {
        tracing.received(headers, "documents.raw", "d");
        Span stage = tracing.after(Map.of("traceparent", parent()), "extract").startSpan();
        stage.end();

        List<SpanData> all = spans.getFinishedSpanItems();
        assertThat(all).extracting(SpanData::getName).containsExactly("documents.raw process", "extract");
        assertThat(all.getLast().getParentSpanId()).isEqualTo(all.getFirst().getSpanId());
        assertThat(all.getFirst().getAttributes().get(Tracing.DOCUMENT)).isEqualTo("d");
    }

    @Test
    void doesNotRecordWhatTheProducerDidNotSample() {
        headers.add("traceparent", PARENT.replaceAll("01$", "00").getBytes(StandardCharsets.UTF_8));
        tracing.published(headers, "documents.enriched", "d");
        assertThat(spans.getFinishedSpanItems()).isEmpty();
        assertThat(parent()).startsWith("00-0af7651916cd43dd8448eb211c80319c-").endsWith("-00");
    }

    @Test
    void sendsSpansToACollector() throws Exception {
        Map<String, String> received = new HashMap<>();
        List<String> paths = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            paths.add(exchange.getRequestURI().getPath());
            received.put("type", exchange.getRequestHeaders().getFirst("Content-Type"));
            received.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            URI endpoint =
                    URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
            try (Tracing sending = Tracing.of(new TraceSettings(Optional.of(endpoint), 1), "sluice")) {
                sending.received(headers, "documents.raw", "letter-7");
            }
        } finally {
            collector.stop(0);
        }
        assertThat(paths).containsExactly("/v1/traces");
        assertThat(received.get("type")).isEqualTo("application/x-protobuf");
        assertThat(received.get("body"))
                .contains("documents.raw process")
                .contains("letter-7")
                .contains("sluice");
    }

    private String parent() {
        return new String(headers.lastHeader("traceparent").value(), StandardCharsets.UTF_8);
    }
}
