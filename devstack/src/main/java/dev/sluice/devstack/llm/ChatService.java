package dev.sluice.devstack.llm;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.devstack.llm.answer.Answerer;
import dev.sluice.devstack.llm.answer.Question;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Decides what a chat completion is answered with, and when. Thread-safe. */
final class ChatService {
    /** Nobody sees tokens come faster than this, and each write costs. */
    private static final Duration SHORTEST_BETWEEN = Duration.ofMillis(20);

    private static final Duration BETWEEN_LETTERS = Duration.ofMillis(200);

    private static final int TOKENS_AT_ONCE = 16;

    private final CallStatistics statistics = new CallStatistics();
    private final FaultPlan faults = new FaultPlan();
    private final PromptCache cache = new PromptCache();
    private final Answerer answerer = new Answerer();
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private volatile Running running;

    /** Settings and the limits that go with them. */
    private record Running(SimulatedLlmSettings settings, RateLimits limits) {}

    ChatService(SimulatedLlmSettings settings, InstantSource clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.running = new Running(settings, RateLimits.of(settings, nanoTime));
    }

    CallStatistics statistics() {
        return statistics;
    }

    SimulatedLlmSettings settings() {
        return running.settings();
    }

    /** Takes effect with the next call; a limit that stays the same keeps its count. */
    synchronized void exchange(SimulatedLlmSettings settings) {
        RateLimits limits = running.limits();
        running = new Running(settings, limits.fit(settings) ? limits : RateLimits.of(settings, nanoTime));
    }

    Exchange answer(String body, Optional<String> key) throws IOException {
        Running now = running;
        try {
            ChatRequest request = ChatRequest.parse(body);
            CallStatistics.Call call = statistics.started(request.hash(), request.step());
            return answer(request, call, now, key);
        } catch (ChatRequest.BadRequest e) {
            CallStatistics.Call call = statistics.started("", "");
            return new Exchange(ErrorReply.badRequest(String.valueOf(e.getMessage())), call, CallStatistics.REFUSED);
        }
    }

    private Exchange answer(ChatRequest request, CallStatistics.Call call, Running now, Optional<String> key) {
        SimulatedLlmSettings settings = now.settings();
        Optional<Reply> outage = during(settings.outage());
        if (outage.isPresent()) {
            return new Exchange(outage.get(), call, CallStatistics.OUTAGE);
        }
        if (settings.apiKey().isPresent() && !settings.apiKey().equals(key)) {
            Reply reply = ErrorReply.of(401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided.");
            return new Exchange(reply, call, CallStatistics.REFUSED);
        }
        Optional<RateLimits.Reached> limit = now.limits().take(request.promptTokens());
        if (limit.isPresent()) {
            Reply reply = ErrorReply.limited(limit.get(), now.limits().headers());
            return new Exchange(reply, call, CallStatistics.LIMITED);
        }
        RandomGenerator random = new SplittableRandom(
                settings.seed() ^ ChatRequest.hash64(request.hash() + request.step() + call.ordinal()));
        try {
            Optional<FaultMarker> fault = faults.choose(request, settings, random);
            Reply reply = reply(request, call, now, fault, random);
            return new Exchange(
                    reply, call, fault.map(marker -> marker.fault().id()).orElse(CallStatistics.ANSWERED));
        } catch (ChatRequest.BadRequest e) {
            return new Exchange(ErrorReply.badRequest(String.valueOf(e.getMessage())), call, CallStatistics.REFUSED);
        }
    }

    private static Optional<Reply> during(Outage outage) {
        return switch (outage) {
            case NONE -> Optional.empty();
            case UNAVAILABLE -> Optional.of(ErrorReply.unavailable());
            case RESET -> Optional.of(new Reply.Reset(Duration.ZERO));
            case HANG -> Optional.of(new Reply.Never());
            case QUOTA -> Optional.of(ErrorReply.quota());
        };
    }

    private Reply reply(
            ChatRequest request,
            CallStatistics.Call call,
            Running now,
            Optional<FaultMarker> marker,
            RandomGenerator random) {
        SimulatedLlmSettings settings = now.settings();
        Optional<Fault> fault = marker.map(FaultMarker::fault);
        Optional<Reply> error = marker.flatMap(ErrorReply::of);
        if (error.isPresent()) {
            return error.get();
        }
        if (fault.equals(Optional.of(Fault.TIMEOUT))) {
            return new Reply.Never();
        }
        boolean reset = fault.equals(Optional.of(Fault.RESET));
        if (reset && !request.stream()) {
            return new Reply.Reset(settings.latency().draw(random));
        }
        Completion completion = completion(request, call, fault, random);
        Map<String, String> headers = new LinkedHashMap<>(now.limits().headers());
        headers.put("x-request-id", "req_" + completion.id());
        if (fault.equals(Optional.of(Fault.SLOW_LORIS))) {
            return dripping(request, completion, headers);
        }
        if (!request.stream()) {
            return new Reply.Whole(
                    200, headers, completion.whole(), settings.latency().draw(random));
        }
        double perSecond = settings.tokensPerSecond();
        int perChunk =
                perSecond == 0 ? TOKENS_AT_ONCE : (int) Math.max(1, perSecond * SHORTEST_BETWEEN.toMillis() / 1000);
        Duration between = perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (perChunk / perSecond * 1e9));
        List<String> events = completion.chunks(perChunk, request.includeUsage());
        return new Reply.Streamed(
                Reply.EVENTS,
                headers,
                reset ? events.subList(0, events.size() / 2) : events,
                settings.timeToFirstToken().draw(random),
                between,
                reset);
    }

    /** Never silent for long, and never done soon. */
    private static Reply dripping(ChatRequest request, Completion completion, Map<String, String> headers) {
        String body = request.stream()
                ? String.join("", completion.chunks(TOKENS_AT_ONCE, request.includeUsage()))
                : completion.whole();
        return new Reply.Streamed(
                request.stream() ? Reply.EVENTS : Reply.JSON,
                headers,
                body.codePoints().mapToObj(Character::toString).toList(),
                Duration.ZERO,
                BETWEEN_LETTERS,
                false);
    }

    private Completion completion(
            ChatRequest request, CallStatistics.Call call, Optional<Fault> fault, RandomGenerator random) {
        String document = FaultMarker.blank(request.document());
        // What stands in a picture is written down with its markers: they mean the steps to come as well.
        JsonNode sound = request.pictures() > 0 && request.step().equals(Transcript.STEP)
                ? Transcript.of(request.document())
                : answerer.answer(new Question(request.system(), document, request.schema()));
        ModelAnswer answer =
                limited(SpoiledAnswer.of(sound, fault, document, call.ordinal(), random), request.mostTokens());
        Completion.Usage usage = new Completion.Usage(
                request.promptTokens(), cache.cachedTokens(request.system()), ChatRequest.tokens(answer.words()));
        String id = "chatcmpl-" + request.hash() + Integer.toHexString(call.ordinal());
        Optional<Double> probability = Optional.of(fault.equals(Optional.of(Fault.UNLIKELY)) ? 0.5 : 0.999)
                .filter(known -> request.logProbabilities());
        return new Completion(id, clock.instant().getEpochSecond(), request.model(), answer, usage, probability);
    }

    private static ModelAnswer limited(ModelAnswer answer, int mostTokens) {
        return answer.content()
                .filter(content -> ChatRequest.tokens(content) > mostTokens)
                .map(content -> ModelAnswer.cut(content.substring(0, mostTokens * 4), "length"))
                .orElse(answer);
    }
}
