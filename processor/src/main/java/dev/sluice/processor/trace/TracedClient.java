package dev.sluice.processor.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmException;
import dev.sluice.processor.llm.LlmRequest;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.ModelEndpoint;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.runtime.trace.Tracing;
import dev.sluice.schemas.avro.TokenUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Locale;

/**
 * Makes a span of each call to a model, by OpenTelemetry's GenAI conventions (in development, November 2026). What was asked
 * and answered is left out unless it is wanted: documents are nobody's business who only looks for slow calls.
 */
public final class TracedClient implements LlmClient {
    private static final String CHAT = "chat";
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey(Metrics.OPERATION);
    private static final AttributeKey<String> PROVIDER = AttributeKey.stringKey(Metrics.PROVIDER);
    private static final AttributeKey<String> REQUEST_MODEL = AttributeKey.stringKey(Metrics.REQUEST_MODEL);
    private static final AttributeKey<String> RESPONSE_MODEL = AttributeKey.stringKey("gen_ai.response.model");
    private static final AttributeKey<Long> MAX_TOKENS = AttributeKey.longKey("gen_ai.request.max_tokens");
    private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
    private static final AttributeKey<Long> CACHED = AttributeKey.longKey("gen_ai.usage.cache_read.input_tokens");
    private static final AttributeKey<Long> OUTPUT = AttributeKey.longKey("gen_ai.usage.output_tokens");
    private static final AttributeKey<String> QUESTION = AttributeKey.stringKey("gen_ai.input.messages");
    private static final AttributeKey<String> ANSWER = AttributeKey.stringKey("gen_ai.output.messages");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey(Metrics.ERROR_TYPE);
    private static final AttributeKey<String> SERVER = AttributeKey.stringKey("server.address");

    private final LlmClient client;
    private final ModelEndpoint endpoint;
    private final Tracing tracing;
    private final boolean withTexts;

    private TracedClient(LlmClient client, ModelEndpoint endpoint, Tracing tracing, boolean withTexts) {
        this.client = client;
        this.endpoint = endpoint;
        this.tracing = tracing;
        this.withTexts = withTexts;
    }

    /**
     * The client itself where there are no traces.
     *
     * @param withTexts whether spans hold what was asked and answered
     */
    public static LlmClient of(LlmClient client, ModelEndpoint endpoint, Tracing tracing, boolean withTexts) {
        return tracing.isOn() ? new TracedClient(client, endpoint, tracing, withTexts) : client;
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        Span span = tracing.within(CHAT + " " + endpoint.model())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(OPERATION, CHAT)
                .setAttribute(PROVIDER, endpoint.name())
                .setAttribute(REQUEST_MODEL, endpoint.model())
                .setAttribute(MAX_TOKENS, (long) request.maxOutputTokens())
                .setAttribute(SERVER, endpoint.baseUrl().getHost())
                .startSpan();
        request.context()
                .ifPresent(about ->
                        span.setAttribute(Tracing.DOCUMENT, about.subject().documentId()));
        if (withTexts) {
            span.setAttribute(QUESTION, text(request));
        }
        try {
            LlmResponse response = client.complete(request);
            span.setAttribute(RESPONSE_MODEL, response.model());
            describe(span, response.usage());
            if (withTexts) {
                span.setAttribute(ANSWER, text(response));
            }
            return response;
        } catch (LlmException failure) {
            span.setAttribute(ERROR_TYPE, failure.reason().name().toLowerCase(Locale.ROOT))
                    .setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
            failure.usage().ifPresent(usage -> describe(span, usage));
            throw failure;
        } catch (InterruptedException closing) {
            span.setAttribute(ERROR_TYPE, "interrupted").setStatus(StatusCode.ERROR);
            throw closing;
        } finally {
            span.end();
        }
    }

    private static void describe(Span span, TokenUsage usage) {
        span.setAttribute(INPUT, usage.getInput())
                .setAttribute(CACHED, usage.getCachedInput())
                .setAttribute(OUTPUT, usage.getOutput());
    }

    /** As the conventions have it; pictures are left out. */
    private static String text(LlmRequest request) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        request.messages().forEach(message -> add(messages, message.role(), message.text()));
        return messages.toString();
    }

    private static String text(LlmResponse response) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        add(messages, Role.ASSISTANT, response.text());
        return messages.toString();
    }

    private static void add(ArrayNode messages, Role role, String text) {
        messages.addObject()
                .put("role", role.name().toLowerCase(Locale.ROOT))
                .putArray("parts")
                .addObject()
                .put("type", "text")
                .put("content", text);
    }
}
