package dev.sluice.processor.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.processor.chunk.LongDocumentLimits;
import dev.sluice.processor.chunk.LongDocuments;
import dev.sluice.processor.classify.LlmClassifier;
import dev.sluice.processor.engine.Engine;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.TestTasks;
import dev.sluice.processor.extract.LlmExtractor;
import dev.sluice.processor.llm.LlmClient;
import dev.sluice.processor.llm.LlmResponse;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.processor.llm.Prices;
import dev.sluice.processor.llm.ScriptedModel;
import dev.sluice.processor.llm.StructuredCall;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.processor.summarize.LlmSummarizer;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileLoader;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Whatever a model answers: it is taken, or it is an attempt that will not do, of bounded size. */
final class AnswerFuzzTest {
    private static final int LONGEST_ANSWER = 200_001;
    private static final int MOST_PROBLEMS = 30;
    private static final String MAIL = """
            Hello, my order 12345 of 3 November 2026 has not arrived. It cost 49.90 euros.
            Jane Doe, jane@example.com
            """;

    private final Profile profile =
            new ProfileLoader().load().find("support-email").orElseThrow();
    private final EngineTask task = TestTasks.task(MAIL, profile);
    private final PromptRenderer prompts = new PromptRenderer();
    private final LongDocuments documents = new LongDocuments(prompts, LongDocumentLimits.DEFAULTS, Clock.systemUTC());

    @Test
    void everyAnswerToExtractIsJudged() throws Exception {
        fuzz("extract", call -> new LlmExtractor(call, prompts, documents));
    }

    @Test
    void everyAnswerToSummarizeIsJudged() throws Exception {
        fuzz("summarize", call -> new LlmSummarizer(call, prompts, documents));
    }

    @Test
    void everyAnswerToClassifyIsJudged() throws Exception {
        fuzz("classify", call -> new LlmClassifier(call, prompts, documents));
    }

    private void fuzz(String stage, Function<StructuredCall, Engine<?>> engine) throws Exception {
        Fuzzing.fuzz("answer/" + stage, input -> {
            EngineResult<?> result =
                    engine.apply(answering(new String(input, UTF_8))).run(task);
            assertThat(result).isInstanceOfAny(Answered.class, Unusable.class);
            assertThat(result.attempts()).allSatisfy(attempt -> {
                assertThat(attempt.getAnswer().orElse("")).hasSizeLessThanOrEqualTo(LONGEST_ANSWER);
                assertThat(attempt.getProblems()).hasSizeLessThanOrEqualTo(MOST_PROBLEMS);
            });
        });
    }

    private static StructuredCall answering(String text) {
        LlmClient model =
                request -> new LlmResponse(text, Finish.STOP, Optional.empty(), "gpt-test-2026", ScriptedModel.USAGE);
        return new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, Clock.systemUTC());
    }
}
