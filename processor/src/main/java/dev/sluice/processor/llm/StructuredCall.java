package dev.sluice.processor.llm;

import dev.sluice.processor.cache.AnswerCache;
import dev.sluice.processor.cache.Asked;
import dev.sluice.processor.cache.CacheKey;
import dev.sluice.processor.cache.CachedAnswer;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.llm.AnswerCheck.Verdict.Good;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.rule.Rule;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Asks a model for JSON and, while the answer will not do, shows it that answer with what was wrong and asks again.
 * Thread-safe.
 *
 * <p>What was paid for is not paid for again: attempts of an earlier run of the same stage, part, engine and prompt
 * version count, and the conversation is taken up at the last of them. Calls that gave no answer do not count. What was paid
 * for once for the same question comes from the cache, where there is one; it is judged like any answer, and kept there only
 * once it was found good.
 */
public final class StructuredCall {
    /** How much longer an answer may be after one that was cut off. */
    private static final int ROOM_AFTER_TRUNCATION = 4;

    private final LlmClient client;
    private final ModelEndpoint endpoint;
    private final Pricing pricing;
    private final Optional<AnswerCache> cache;
    private final Clock clock;

    /**
     * One that asks the model every time.
     *
     * @param pricing puts their cost on the attempts
     * @param clock dates the attempts
     */
    public StructuredCall(LlmClient client, ModelEndpoint endpoint, Pricing pricing, Clock clock) {
        this(client, endpoint, pricing, Optional.empty(), clock);
    }

    /** One that asks the cache first, if there is one. */
    public StructuredCall(
            LlmClient client, ModelEndpoint endpoint, Pricing pricing, Optional<AnswerCache> cache, Clock clock) {
        this.client = client;
        this.endpoint = endpoint;
        this.pricing = pricing;
        this.cache = cache;
        this.clock = clock;
    }

    /** The engine's name, which attempts carry. */
    public String engine() {
        return endpoint.name();
    }

    /** What every request to the model says, and how long it may be. */
    public ModelParameters parameters() {
        return endpoint.parameters();
    }

    /**
     * Asks until an answer will do, the attempts are used up, the model declines or it cannot be reached.
     *
     * @param history every attempt made so far on the document, of whatever stage and engine
     * @throws InterruptedException when the stage closes; the answers of this run are lost then
     */
    public <T> EngineResult<T> ask(Question<T> question, List<Attempt> history) throws InterruptedException {
        AnswerReader<T> reader = new AnswerReader<>(question, endpoint, pricing);
        List<Attempt> answers = answersTo(question, history, reader);
        Optional<Turn<T>> last = answers.isEmpty() ? Optional.empty() : Optional.of(reader.reread(answers.getLast()));
        Optional<CacheKey> key =
                last.flatMap(turn -> end(question, turn, answers, List.of())).isPresent()
                        ? Optional.empty()
                        : cache.flatMap(kept -> kept.keyOf(endpoint, question));
        if (key.isEmpty()) {
            return converse(question, history, reader, answers, last);
        }
        Instant startedAt = clock.instant();
        return cache.orElseThrow()
                .answer(
                        key.get(),
                        question.stage(),
                        endpoint.timeouts().call(),
                        kept -> replayed(question, reader.replay(kept, startedAt, since(startedAt))),
                        () -> {
                            EngineResult<T> result = converse(question, history, reader, answers, last);
                            return new Asked<>(result, toKeep(question, result, answers));
                        });
    }

    private <T> EngineResult<T> converse(
            Question<T> question,
            List<Attempt> history,
            AnswerReader<T> reader,
            List<Attempt> answers,
            Optional<Turn<T>> before)
            throws InterruptedException {
        List<Attempt> made = new ArrayList<>();
        Optional<Turn<T>> last = before;
        while (true) {
            Optional<EngineResult<T>> end = last.flatMap(turn -> end(question, turn, answers, made));
            if (end.isPresent()) {
                return end.get();
            }
            Instant startedAt = clock.instant();
            try {
                LlmRequest request = request(question, last, truncations(answers));
                LlmResponse response = client.complete(request.in(context(question, history, made)));
                made.addAll(reader.failed(response.earlier()));
                Instant begun = lastBegun(startedAt, response.earlier());
                Turn<T> turn = reader.read(response, begun, since(begun));
                answers.add(turn.attempt());
                made.add(turn.attempt());
                last = Optional.of(turn);
            } catch (LlmException failure) {
                made.addAll(reader.failed(failure.earlier()));
                if (failure.reason().isCalled()) {
                    Instant begun = lastBegun(startedAt, failure.earlier());
                    made.add(reader.failed(failure, begun, since(begun)));
                }
                return unanswered(failure, made);
            }
        }
    }

    private static <T> Optional<EngineResult<T>> replayed(Question<T> question, Turn<T> turn) {
        return turn.good()
                .filter(good -> good.confidence() >= question.accept())
                .map(good -> new Answered<>(good.value(), good.confidence(), List.of(turn.attempt())));
    }

    /** An answer that is not sure is asked for again when somebody sends the document back, in the hope of a better one. */
    private Optional<CachedAnswer> toKeep(Question<?> question, EngineResult<?> result, List<Attempt> answers) {
        if (!(result instanceof Answered<?> answered) || answered.confidence() < question.accept()) {
            return Optional.empty();
        }
        Attempt good = answers.getLast();
        long cost = answers.stream().mapToLong(Attempt::getCostMicros).sum();
        return Optional.of(new CachedAnswer(
                good.getAnswer().orElseThrow(),
                good.getOrigin().getModel().orElseThrow(),
                good.getLikelihoods(),
                cost,
                clock.millis()));
    }

    /** An answer from the cache was not paid for: it settles the question, or, if it will not do any more, counts for nothing. */
    private <T> List<Attempt> answersTo(Question<T> question, List<Attempt> history, AnswerReader<T> reader) {
        List<Attempt> answers = answersTo(question, history);
        boolean settled = !answers.isEmpty()
                && answers.getLast().getCached()
                && reader.reread(answers.getLast()).good().isPresent();
        return new ArrayList<>(
                settled
                        ? List.of(answers.getLast())
                        : answers.stream().filter(answer -> !answer.getCached()).toList());
    }

    private <T> List<Attempt> answersTo(Question<T> question, List<Attempt> history) {
        return history.stream()
                .filter(attempt -> attempt.getStage().equals(question.stage().id())
                        && attempt.getPart().equals(question.part())
                        && attempt.getOrigin().getEngine().equals(engine())
                        && attempt.getOrigin().getPromptVersion().equals(Optional.of(question.promptVersion()))
                        && attempt.getOutcome() != AttemptOutcome.FAILED)
                .toList();
    }

    /** The result, if the last answer settles it. */
    private <T> Optional<EngineResult<T>> end(
            Question<T> question, Turn<T> last, List<Attempt> answers, List<Attempt> made) {
        if (last.good().isPresent()) {
            Good<T> good = last.good().get();
            return Optional.of(new Answered<>(good.value(), good.confidence(), made));
        }
        Attempt attempt = last.attempt();
        boolean usedUp = answers.size() >= question.attempts();
        if (attempt.getOutcome() == AttemptOutcome.REFUSED) {
            String words = attempt.getAnswer().orElse("it gave no reason");
            return unusable(DeadLetterReason.REFUSED, "engine " + engine() + " declined: " + words, List.of(), made);
        }
        if (attempt.getOutcome() == AttemptOutcome.TRUNCATED) {
            return usedUp || truncations(answers) > 1
                    ? unusable(DeadLetterReason.INVALID_OUTPUT, tooLong(answers), List.of(), made)
                    : Optional.empty();
        }
        return usedUp
                ? unusable(reason(attempt), stillWrong(answers.size(), attempt), errors(attempt), made)
                : Optional.empty();
    }

    private <T> LlmRequest request(Question<T> question, Optional<Turn<T>> last, long truncations) {
        Prompt prompt = last.map(Turn::attempt)
                .filter(attempt -> attempt.getOutcome() == AttemptOutcome.INVALID)
                .flatMap(attempt ->
                        attempt.getAnswer().map(answer -> question.prompt().corrected(answer, errors(attempt))))
                .orElse(question.prompt());
        int limit = endpoint.parameters().maxOutputTokens();
        return prompt.request(truncations > 0 ? limit * ROOM_AFTER_TRUNCATION : limit);
    }

    private static CallContext context(Question<?> question, List<Attempt> history, List<Attempt> made) {
        long spent = Stream.concat(history.stream(), made.stream())
                .mapToLong(Attempt::getCostMicros)
                .sum();
        return new CallContext(question.subject(), question.stage(), spent);
    }

    private static String line(Problem problem) {
        return (problem.getPointer().isEmpty() ? "the answer" : problem.getPointer()) + " " + problem.getMessage();
    }

    private static <T> EngineResult<T> unanswered(LlmException failure, List<Attempt> attempts) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure.reason()) {
            case THROTTLED,
                    QUOTA_EXHAUSTED,
                    UNAVAILABLE,
                    MISCONFIGURED,
                    SWITCHED_OFF,
                    CIRCUIT_OPEN,
                    RATE_LIMITED,
                    OVER_BUDGET -> new Unavailable<>(failure.retryAfter(), message, attempts);
            case TOO_LONG, OVER_DOCUMENT_BUDGET ->
                new Unusable<>(new Rejection(DeadLetterReason.TOO_LARGE, message), attempts);
            case REQUEST_REFUSED -> new Unusable<>(new Rejection(DeadLetterReason.REFUSED, message), attempts);
        };
    }

    private static <T> Optional<EngineResult<T>> unusable(
            DeadLetterReason reason, String detail, List<Problem> problems, List<Attempt> made) {
        return Optional.of(new Unusable<>(new Rejection(reason, detail, problems), made));
    }

    private static DeadLetterReason reason(Attempt attempt) {
        Set<String> failed = errors(attempt).stream().map(Problem::getValidator).collect(Collectors.toSet());
        if (!Set.of("grounding", Rule.NAME).containsAll(failed)) {
            return DeadLetterReason.INVALID_OUTPUT;
        }
        return failed.contains("grounding") ? DeadLetterReason.UNGROUNDED : DeadLetterReason.RULE_VIOLATION;
    }

    private String stillWrong(int answers, Attempt last) {
        return "engine " + engine() + " gave no usable answer in " + answers + " attempts; the last one: "
                + errors(last).stream().limit(3).map(StructuredCall::line).collect(Collectors.joining("; "));
    }

    private String tooLong(List<Attempt> answers) {
        int limit = endpoint.parameters().maxOutputTokens();
        return "the answer of model " + engine() + " was cut off at its output limit " + truncations(answers)
                + " times, the first one " + limit + " tokens; raise the model's limit";
    }

    private static List<Problem> errors(Attempt attempt) {
        return attempt.getProblems().stream()
                .filter(problem -> problem.getSeverity() == Severity.ERROR)
                .toList();
    }

    private static long truncations(List<Attempt> answers) {
        return answers.stream()
                .filter(attempt -> attempt.getOutcome() == AttemptOutcome.TRUNCATED)
                .count();
    }

    /** When the last try of a call began. */
    private static Instant lastBegun(Instant first, List<FailedTry> earlier) {
        return earlier.isEmpty() ? first : earlier.getLast().next();
    }

    private Duration since(Instant startedAt) {
        return Duration.between(startedAt, clock.instant());
    }
}
