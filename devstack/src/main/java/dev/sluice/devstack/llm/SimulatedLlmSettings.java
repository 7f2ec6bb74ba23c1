package dev.sluice.devstack.llm;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the simulated server behaves. Immutable; made by {@link #builder()}.
 *
 * @param latency from the request to a whole answer
 * @param timeToFirstToken from the request to the first token of a streamed answer
 * @param tokensPerSecond how fast a streamed answer goes on; 0 for at once
 * @param requestsPerMinute beyond it calls get 429; 0 for no limit. All of a minute's may come at once
 * @param tokensPerMinute the same for tokens, prompt and answer together
 * @param retryAfter what a 429 that {@code faults} caused says in {@code Retry-After}; zero for nothing
 * @param faults how often each happens, 0 to 1; together at most 1
 * @param outage whether it works at all
 * @param apiKey calls without this key get 401; empty takes any
 * @param models what {@code GET /v1/models} lists; calls may name others
 * @param seed of latencies and faults
 */
public record SimulatedLlmSettings(
        Latency latency,
        Latency timeToFirstToken,
        double tokensPerSecond,
        int requestsPerMinute,
        int tokensPerMinute,
        Duration retryAfter,
        Map<Fault, Double> faults,
        Outage outage,
        Optional<String> apiKey,
        List<String> models,
        long seed) {

    public SimulatedLlmSettings {
        if (!(tokensPerSecond >= 0) || requestsPerMinute < 0 || tokensPerMinute < 0 || retryAfter.isNegative()) {
            throw new IllegalArgumentException("tokensPerSecond, requestsPerMinute, tokensPerMinute and retryAfter must"
                    + " be 0 or more; they are " + tokensPerSecond + ", " + requestsPerMinute + ", " + tokensPerMinute
                    + " and " + retryAfter);
        }
        double sum = 0;
        for (Map.Entry<Fault, Double> fault : faults.entrySet()) {
            if (!(fault.getValue() >= 0 && fault.getValue() <= 1)) {
                throw new IllegalArgumentException("the probability of "
                        + fault.getKey().id() + " is " + fault.getValue() + "; it must be from 0 to 1");
            }
            sum += fault.getValue();
        }
        if (sum > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "the probabilities of the faults add up to " + sum + "; at most 1 is possible");
        }
        faults = Map.copyOf(faults);
        models = List.copyOf(models);
    }

    /** Answers at once, without faults or limits. */
    public static SimulatedLlmSettings defaults() {
        return new Builder().build();
    }

    /** The defaults, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    /** These, to be changed. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.latency = latency;
        builder.timeToFirstToken = timeToFirstToken;
        builder.tokensPerSecond = tokensPerSecond;
        builder.requestsPerMinute = requestsPerMinute;
        builder.tokensPerMinute = tokensPerMinute;
        builder.retryAfter = retryAfter;
        builder.faults.putAll(faults);
        builder.outage = outage;
        builder.apiKey = apiKey;
        builder.models = models;
        builder.seed = seed;
        return builder;
    }

    /** Collects settings; each setter takes what the component of the record of its name takes. Not thread-safe. */
    public static final class Builder {
        private Latency latency = Latency.fixed(Duration.ZERO);
        private Latency timeToFirstToken = Latency.fixed(Duration.ZERO);
        private double tokensPerSecond;
        private int requestsPerMinute;
        private int tokensPerMinute;
        private Duration retryAfter = Duration.ofSeconds(1);
        private final Map<Fault, Double> faults = new EnumMap<>(Fault.class);
        private Outage outage = Outage.NONE;
        private Optional<String> apiKey = Optional.empty();
        private List<String> models = List.of("simulated-small", "simulated-large");
        private long seed = 1;

        private Builder() {}

        public Builder latency(Latency latency) {
            this.latency = latency;
            return this;
        }

        public Builder timeToFirstToken(Latency timeToFirstToken) {
            this.timeToFirstToken = timeToFirstToken;
            return this;
        }

        public Builder tokensPerSecond(double tokensPerSecond) {
            this.tokensPerSecond = tokensPerSecond;
            return this;
        }

        public Builder requestsPerMinute(int requestsPerMinute) {
            this.requestsPerMinute = requestsPerMinute;
            return this;
        }

        public Builder tokensPerMinute(int tokensPerMinute) {
            this.tokensPerMinute = tokensPerMinute;
            return this;
        }

        public Builder retryAfter(Duration retryAfter) {
            this.retryAfter = retryAfter;
            return this;
        }

        /** Sets how often one fault happens, 0 to 1; the others stay. */
        public Builder fault(Fault fault, double probability) {
            faults.put(fault, probability);
            return this;
        }

        /** Sets how often each fault happens; those not named do not. */
        public Builder faults(Map<Fault, Double> probabilities) {
            faults.clear();
            faults.putAll(probabilities);
            return this;
        }

        public Builder outage(Outage outage) {
            this.outage = outage;
            return this;
        }

        public Builder apiKey(Optional<String> apiKey) {
            this.apiKey = apiKey;
            return this;
        }

        public Builder models(List<String> models) {
            this.models = models;
            return this;
        }

        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The settings as collected.
         *
         * @throws IllegalArgumentException when a value is out of its range; the message says which
         */
        public SimulatedLlmSettings build() {
            return new SimulatedLlmSettings(
                    latency,
                    timeToFirstToken,
                    tokensPerSecond,
                    requestsPerMinute,
                    tokensPerMinute,
                    retryAfter,
                    faults,
                    outage,
                    apiKey,
                    models,
                    seed);
        }
    }
}
