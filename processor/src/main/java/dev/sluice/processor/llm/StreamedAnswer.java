package dev.sluice.processor.llm;

import com.openai.core.JsonField;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionChunk.Choice;
import com.openai.models.completions.CompletionUsage;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.processor.llm.LlmResponse.Streamed;
import dev.sluice.schemas.avro.TokenUsage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a streamed answer together. For one thread. */
final class StreamedAnswer {
    /** About as many as a token has, in English. */
    static final int CHARACTERS_PER_TOKEN = 4;

    /** So many that no honest answer within its limit of tokens is longer. */
    private static final int MOST_CHARACTERS_PER_TOKEN = 16;

    private static final long TOKENS_PER_PICTURE = 1_000;
    /** Of an answer that was cut off, which is good for nothing but to show the model what it did. */
    private static final int KEPT_OF_CUT_OFF = 2_000;

    private final LlmRequest request;
    private final Clock clock;
    private final Instant start;
    private final AnswerWatch watch;
    private final List<TokenProbability> tokens = new ArrayList<>();
    private final StringBuilder refusal = new StringBuilder();
    private String model;
    private Optional<String> finish = Optional.empty();
    private Optional<TokenUsage> usage = Optional.empty();
    private Optional<String> cutOff = Optional.empty();
    private Optional<Duration> firstChunk = Optional.empty();

    /** Starts the time. */
    StreamedAnswer(LlmRequest request, String model, Clock clock) {
        this.request = request;
        this.model = model;
        this.clock = clock;
        this.start = clock.instant();
        long longest = (long) request.maxOutputTokens() * MOST_CHARACTERS_PER_TOKEN;
        this.watch =
                new AnswerWatch(request.format().isPresent(), (int) Math.min(longest, AnswerReader.LONGEST_ANSWER));
    }

    /**
     * Takes the next chunk.
     *
     * @return how many characters of the answer were in it
     */
    int add(ChatCompletionChunk chunk) {
        model = chunk._model().asString().filter(name -> !name.isBlank()).orElse(model);
        Optional<CompletionUsage> counted = chunk._usage().asKnown();
        if (counted.isPresent()) {
            usage = counted.map(ResponseMapping::usage);
        }
        Optional<Choice> choice =
                chunk._choices().asKnown().flatMap(choices -> choices.stream().findFirst());
        if (choice.isEmpty()) {
            return 0;
        }
        choice.get()._finishReason().asKnown().ifPresent(reason -> finish = Optional.of(reason.asString()));
        Optional<Choice.Delta> delta = choice.get()._delta().asKnown();
        String declined =
                delta.map(Choice.Delta::_refusal).flatMap(JsonField::asString).orElse("");
        String written =
                delta.map(Choice.Delta::_content).flatMap(JsonField::asString).orElse("");
        if (firstChunk.isEmpty() && !(written.isEmpty() && declined.isEmpty())) {
            firstChunk = Optional.of(Duration.between(start, clock.instant()));
        }
        tokens.addAll(TokenProbability.of(choice.get()
                ._logprobs()
                .asKnown()
                .flatMap(known -> known._content().asKnown())));
        refusal.append(declined);
        cutOff = watch.add(written);
        return written.length();
    }

    /** Whether there is no use in going on. */
    boolean isHopeless() {
        return cutOff.isPresent();
    }

    /** @throws LlmException when the stream ended before the answer did */
    LlmResponse response(String where) throws LlmException {
        String text = watch.text();
        if (!isHopeless() && finish.isEmpty() && !text.isEmpty()) {
            throw new LlmException(
                    Reason.UNAVAILABLE, where + " broke its answer off", usage.orElseGet(() -> estimate(text)));
        }
        return new LlmResponse(
                isHopeless() && text.length() > KEPT_OF_CUT_OFF ? text.substring(0, KEPT_OF_CUT_OFF) : text,
                finish.map(ResponseMapping::finish).orElse(Finish.OTHER),
                Optional.of(refusal.toString()).filter(words -> !words.isBlank()),
                model,
                usage.orElseGet(() -> estimate(text)),
                Optional.of(new Streamed(firstChunk, cutOff)),
                tokens);
    }

    /** The provider counts at the end of a stream only, but the bill counts what was sent and written until then. */
    private TokenUsage estimate(String text) {
        long sent = 0;
        for (Message message : request.messages()) {
            sent += tokens(message.text()) + message.pictures().size() * TOKENS_PER_PICTURE;
        }
        return new TokenUsage(sent, 0L, tokens(text) + tokens(refusal.toString()));
    }

    private static long tokens(String text) {
        return (text.length() + CHARACTERS_PER_TOKEN - 1L) / CHARACTERS_PER_TOKEN;
    }
}
