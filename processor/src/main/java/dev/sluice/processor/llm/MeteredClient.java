package dev.sluice.processor.llm;

import dev.sluice.processor.llm.LlmResponse.Streamed;
import dev.sluice.processor.observe.Metrics;
import dev.sluice.schemas.avro.TokenUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Measures how long calls take, how they fail and what they use. Interrupted calls are not counted. */
public final class MeteredClient implements LlmClient {
    /** The buckets that the GenAI conventions ask for: 10 ms, doubling to 81.92 s. */
    private static final Duration[] BUCKETS = IntStream.rangeClosed(0, 13)
            .mapToObj(power -> Duration.ofMillis(10L << power))
            .toArray(Duration[]::new);

    private final LlmClient client;
    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer firstChunk;
    private final Counter input;
    private final Counter cached;
    private final Counter output;

    public MeteredClient(LlmClient client, ModelEndpoint endpoint, MeterRegistry registry) {
        this.client = client;
        this.registry = registry;
        this.tags = Tags.of(
                Metrics.OPERATION, "chat", Metrics.PROVIDER, endpoint.name(), Metrics.REQUEST_MODEL, endpoint.model());
        this.firstChunk = Timer.builder(Metrics.LLM_TIME_TO_FIRST_CHUNK)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
        this.input = registry.counter(Metrics.LLM_INPUT_TOKENS, tags);
        this.cached = registry.counter(Metrics.LLM_CACHED_TOKENS, tags);
        this.output = registry.counter(Metrics.LLM_OUTPUT_TOKENS, tags);
    }

    @Override
    public LlmResponse complete(LlmRequest request) throws LlmException, InterruptedException {
        Timer.Sample sample = Timer.start(registry);
        try {
            LlmResponse response = client.complete(request);
            Optional<Streamed> streamed = response.streamed();
            boolean cutOff = streamed.flatMap(Streamed::cutOff).isPresent();
            sample.stop(timer(cutOff ? "cut_off" : "none"));
            streamed.flatMap(Streamed::timeToFirstChunk).ifPresent(firstChunk::record);
            count(response.usage());
            return response;
        } catch (LlmException failure) {
            sample.stop(timer(failure.reason().name().toLowerCase(Locale.ROOT)));
            throw failure;
        }
    }

    private Timer timer(String errorType) {
        return Timer.builder(Metrics.LLM_CALL_DURATION)
                .tags(tags)
                .tag(Metrics.ERROR_TYPE, errorType)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }

    private void count(TokenUsage usage) {
        input.increment((double) usage.getInput());
        cached.increment((double) usage.getCachedInput());
        output.increment((double) usage.getOutput());
    }
}
