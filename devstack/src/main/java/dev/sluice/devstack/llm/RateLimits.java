package dev.sluice.devstack.llm;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The limits on requests and tokens per minute, and the headers that tell of them. Thread-safe. */
record RateLimits(RateBucket requests, RateBucket tokens) {

    static RateLimits of(SimulatedLlmSettings settings, LongSupplier nanoTime) {
        return new RateLimits(
                new RateBucket(settings.requestsPerMinute(), nanoTime),
                new RateBucket(settings.tokensPerMinute(), nanoTime));
    }

    boolean fit(SimulatedLlmSettings settings) {
        return requests.perMinute() == settings.requestsPerMinute() && tokens.perMinute() == settings.tokensPerMinute();
    }

    /** A limit that is reached. */
    record Reached(String what, int perMinute, Duration pause) {}

    /** Takes one request and its tokens; nothing is taken where a limit is reached. */
    synchronized Optional<Reached> take(int promptTokens) {
        if (tokens.isLimited() && tokens.waitFor(promptTokens).isPositive()) {
            return Optional.of(new Reached("tokens", tokens.perMinute(), tokens.waitFor(promptTokens)));
        }
        if (!requests.tryTake(1)) {
            return Optional.of(new Reached("requests", requests.perMinute(), requests.waitFor(1)));
        }
        tokens.tryTake(promptTokens);
        return Optional.empty();
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        add(headers, "requests", requests);
        add(headers, "tokens", tokens);
        return headers;
    }

    private static void add(Map<String, String> headers, String what, RateBucket bucket) {
        if (bucket.isLimited()) {
            headers.put("x-ratelimit-limit-" + what, Integer.toString(bucket.perMinute()));
            headers.put("x-ratelimit-remaining-" + what, Integer.toString(bucket.left()));
            headers.put("x-ratelimit-reset-" + what, written(bucket.waitFor(bucket.perMinute())));
        }
    }

    /** As OpenAI writes them: 6m0s, 1.5s, 20ms. */
    private static String written(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + "ms";
        }
        String seconds =
                duration.toSecondsPart() + (duration.toMillisPart() == 0 ? "" : "." + duration.toMillisPart() / 100);
        return (duration.toMinutes() > 0 ? duration.toMinutes() + "m" : "") + seconds + "s";
    }
}
