package dev.sluice.processor.llm;

import dev.sluice.processor.cache.CachedAnswer;
import dev.sluice.processor.llm.AnswerCheck.Verdict;
import dev.sluice.processor.llm.AnswerCheck.Verdict.Bad;
import dev.sluice.processor.llm.AnswerCheck.Verdict.Good;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.processor.llm.LlmResponse.Streamed;
import dev.sluice.processor.spend.Pricing;
import dev.sluice.processor.spend.Pricing.Cost;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges the answers to one question and keeps each as an {@link Attempt}. */
final class AnswerReader<T> {
    /** Attempts travel with the document, so what is kept of an answer is bounded. In UTF-16 units. */
    static final int LONGEST_ANSWER = 200_000;

    private static final int MOST_PROBLEMS = 30;
    private static final int LONGEST_MESSAGE = 300;

    private final Question<T> question;
    private final ModelEndpoint endpoint;
    private final Pricing pricing;

    AnswerReader(Question<T> question, ModelEndpoint endpoint, Pricing pricing) {
        this.question = question;
        this.endpoint = endpoint;
        this.pricing = pricing;
    }

    /** Judges an answer that has just come. */
    Turn<T> read(LlmResponse response, Instant startedAt, Duration duration) {
        Attempt.Builder attempt =
                priced(attempt(response.model(), startedAt, duration), response.model(), response.usage(), startedAt);
        Optional<String> cutOff = response.streamed().flatMap(Streamed::cutOff);
        if (cutOff.isPresent()) {
            String begun = response.text().isBlank() ? null : response.text();
            return bare(attempt, AttemptOutcome.INVALID, begun, List.of(error("stream", cutOff.get())));
        }
        if (response.refusal().isPresent()) {
            return bare(attempt, AttemptOutcome.REFUSED, response.refusal().get(), List.of());
        }
        if (response.finish() == Finish.LENGTH) {
            return bare(attempt, AttemptOutcome.TRUNCATED, response.text(), List.of());
        }
        if (response.text().isBlank()) {
            String message =
                    response.finish() == Finish.FILTERED ? "was withheld by the provider (content filter)" : "is empty";
            return bare(attempt, AttemptOutcome.INVALID, null, List.of(error("provider", message)));
        }
        AnswerJson json = AnswerJson.in(response.text());
        Likelihoods likelihoods =
                new ValueLikelihoods(response.text(), response.tokens()).of(json.text(), question.check()::decides);
        return judge(attempt.setLikelihoods(likelihoods.values()), response.text());
    }

    /** Judges again an answer of an earlier run. */
    Turn<T> reread(Attempt earlier) {
        Optional<String> answer = earlier.getAnswer();
        boolean judged = earlier.getOutcome() == AttemptOutcome.VALID || earlier.getOutcome() == AttemptOutcome.INVALID;
        return judged && answer.isPresent()
                ? judge(Attempt.newBuilder(earlier), answer.get())
                : new Turn<>(earlier, Optional.empty());
    }

    /** Records the tries before the last. */
    List<Attempt> failed(List<FailedTry> tries) {
        return tries.stream()
                .map(each -> failed(each.failure(), each.startedAt(), each.duration()))
                .toList();
    }

    /** Judges an answer that somebody else paid for. */
    Turn<T> replay(CachedAnswer answer, Instant startedAt, Duration duration) {
        Attempt.Builder attempt =
                attempt(answer.model(), startedAt, duration).setCached(true).setLikelihoods(answer.likelihoods());
        return judge(attempt, answer.text());
    }

    /** Records a call that gave no answer. */
    Attempt failed(LlmException failure, Instant startedAt, Duration duration) {
        Attempt.Builder attempt = attempt(endpoint.model(), startedAt, duration);
        failure.usage().ifPresent(usage -> priced(attempt, endpoint.model(), usage, startedAt));
        return attempt.setOutcome(AttemptOutcome.FAILED)
                .setProblems(List.of(error("provider", String.valueOf(failure.getMessage()))))
                .build();
    }

    private Turn<T> judge(Attempt.Builder attempt, String text) {
        if (text.length() > LONGEST_ANSWER) {
            String message = "is longer than " + LONGEST_ANSWER + " characters";
            return bare(attempt, AttemptOutcome.INVALID, text, List.of(error("format", message)));
        }
        AnswerJson json = AnswerJson.in(text);
        List<Problem> problems = new ArrayList<>();
        if (json.wrapped()) {
            String message = "had text around its JSON, which was cut off";
            problems.add(new Problem("format", "", message, Severity.WARNING));
        }
        Verdict<T> verdict =
                question.check().check(json.text(), attempt.getOrigin(), new Likelihoods(attempt.getLikelihoods()));
        return switch (verdict) {
            case Good<T> good -> {
                problems.addAll(good.warnings());
                Attempt valid = finished(attempt, AttemptOutcome.VALID, text, problems);
                yield new Turn<>(valid, Optional.of(good));
            }
            case Bad<T> bad -> {
                problems.addAll(bad.problems());
                yield bare(attempt, AttemptOutcome.INVALID, text, problems);
            }
        };
    }

    private Attempt.Builder attempt(String model, Instant startedAt, Duration duration) {
        return Attempt.newBuilder()
                .setStage(question.stage().id())
                .setPart(question.part().orElse(null))
                .setOrigin(new Origin(endpoint.name(), model, question.promptVersion()))
                .setExamples(question.prompt().examples())
                .setStartedAt(startedAt)
                .setDurationMs(Math.max(duration.toMillis(), 0));
    }

    private Attempt.Builder priced(Attempt.Builder attempt, String model, TokenUsage usage, Instant startedAt) {
        Cost cost = pricing.of(endpoint.model(), model, usage, startedAt);
        return attempt.setUsage(usage).setCostMicros(cost.micros()).setUnpriced(cost.unpriced());
    }

    private Turn<T> bare(
            Attempt.Builder attempt, AttemptOutcome outcome, @Nullable String answer, List<Problem> problems) {
        return new Turn<>(finished(attempt, outcome, answer, problems), Optional.empty());
    }

    private static Attempt finished(
            Attempt.Builder attempt, AttemptOutcome outcome, @Nullable String answer, List<Problem> problems) {
        return attempt.setOutcome(outcome)
                .setAnswer(answer == null ? null : cut(answer, LONGEST_ANSWER + 1))
                .setProblems(bounded(problems))
                .build();
    }

    private static List<Problem> bounded(List<Problem> problems) {
        return problems.stream()
                // Errors first: a warning must not push one out.
                .sorted(Comparator.comparing(Problem::getSeverity))
                .limit(MOST_PROBLEMS)
                .map(problem -> new Problem(
                        problem.getValidator(),
                        problem.getPointer(),
                        cut(problem.getMessage(), LONGEST_MESSAGE),
                        problem.getSeverity()))
                .toList();
    }

    private static Problem error(String validator, String message) {
        return new Problem(validator, "", message, Severity.ERROR);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
