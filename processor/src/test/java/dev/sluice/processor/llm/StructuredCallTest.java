package dev.sluice.processor.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.processor.engine.EngineResult;
import dev.sluice.processor.engine.EngineResult.Answered;
import dev.sluice.processor.engine.EngineResult.Unavailable;
import dev.sluice.processor.engine.EngineResult.Unusable;
import dev.sluice.processor.llm.AnswerCheck.Verdict;
import dev.sluice.processor.llm.LlmException.Reason;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.llm.LlmResponse.Finish;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.processor.step.Rejection;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Attempt;
import dev.sluice.schemas.avro.AttemptOutcome;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import dev.sluice.validate.StrictJson;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredCallTest {
    private static final Message SYSTEM = new Message(Role.SYSTEM, "count the apples");
    private static final Message DOCUMENT = new Message(Role.USER, "<document>\nthree apples\n</document>");

    private final ScriptedModel model = new ScriptedModel();
    private final StructuredCall call =
            new StructuredCall(model, ScriptedModel.ENDPOINT, Prices.NONE, Clock.systemUTC());

    // ---- answers that never will do

    @Test
    void givesUpAfterTheLastAttemptWithAllOfThemRecorded() throws Exception {
        model.answers("{\"apples\":\"three\"}").answers("not json").answers("{}");

        EngineResult<Integer> result = ask(List.of());

        assertThat(rejection(result)).satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
            assertThat(rejection.detail())
                    .isEqualTo(
                            "engine model gave no usable answer in 3 attempts; the last one: /apples is not an integer");
        });
        assertThat(result.attempts())
                .extracting(Attempt::getOutcome)
                .containsOnly(AttemptOutcome.INVALID)
                .hasSize(3);
        assertThat(result.attempts())
                .extracting(attempt -> attempt.getAnswer().orElseThrow())
                .containsExactly("{\"apples\":\"three\"}", "not json", "{}");
        assertThat(result.attempts()).allSatisfy(attempt -> {
            assertThat(attempt.getProblems()).isNotEmpty();
            assertThat(attempt.getUsage()).contains(ScriptedModel.USAGE);
            assertThat(attempt.getOrigin()).isEqualTo(new Origin("model", "gpt-test-2026", "v1"));
            assertThat(attempt.getStage()).isEqualTo("extract");
        });
    }

    @Test
    void saysUngroundedWhenOnlyTheGroundingIsWrong() throws Exception {
        model.answers("{\"apples\":99}").answers("{\"apples\":99}").answers("{\"apples\":99}");
        assertThat(rejection(ask(List.of()))).satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(DeadLetterReason.UNGROUNDED);
            assertThat(rejection.problems()).hasSize(1);
        });
    }

    @Test
    void takesARefusalWithTheModelsWords() throws Exception {
        model.refuses("I cannot help with that");
        EngineResult<Integer> result = ask(List.of());
        assertThat(rejection(result)).satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(DeadLetterReason.REFUSED);
            assertThat(rejection.detail()).contains("I cannot help with that");
        });
        assertThat(result.attempts()).extracting(Attempt::getOutcome).containsExactly(AttemptOutcome.REFUSED);
    }

    @Test
    void givesATruncatedAnswerMoreRoomOnce() throws Exception {
        model.answers("{\"app", Finish.LENGTH).answers("{\"apples", Finish.LENGTH);
        EngineResult<Integer> result = ask(List.of());
        assertThat(model.requests()).extracting(LlmRequest::maxOutputTokens).containsExactly(100, 400);
        assertThat(model.messages(2)).containsExactly(SYSTEM, DOCUMENT);
        assertThat(result.attempts()).extracting(Attempt::getOutcome).containsOnly(AttemptOutcome.TRUNCATED);
        assertThat(rejection(result)).satisfies(rejection -> {
            assertThat(rejection.reason()).isEqualTo(DeadLetterReason.INVALID_OUTPUT);
            assertThat(rejection.detail()).contains("raise the model's limit");
        });
    }

    @Test
    void refusesAnAnswerTooLargeToKeep() throws Exception {
        String huge = "{\"apples\":3,\"x\":\"" + "y".repeat(AnswerReader.LONGEST_ANSWER) + "\"}";
        model.answers(huge).answers("{\"apples\":3}");
        EngineResult<Integer> result = ask(List.of());
        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts().getFirst().getAnswer().orElseThrow().length())
                .isEqualTo(AnswerReader.LONGEST_ANSWER + 1);
        assertThat(result.attempts().getFirst().getOutcome()).isEqualTo(AttemptOutcome.INVALID);
    }

    @ParameterizedTest
    @EnumSource(
            value = Reason.class,
            names = {"THROTTLED", "QUOTA_EXHAUSTED", "UNAVAILABLE", "MISCONFIGURED"})
    void waitsWhenTheProviderIsAtFault(Reason reason) throws Exception {
        model.fails(reason);
        EngineResult<Integer> result = ask(List.of());
        assertThat(result)
                .isEqualTo(new Unavailable<>(Optional.of(Duration.ofSeconds(9)), "it failed", result.attempts()));
        Attempt attempt = result.attempts().getFirst();
        assertThat(attempt.getOutcome()).isEqualTo(AttemptOutcome.FAILED);
        assertThat(attempt.getAnswer()).isEmpty();
        assertThat(attempt.getProblems().getFirst().getMessage()).isEqualTo("it failed");
        assertThat(attempt.getOrigin().getModel()).contains("gpt-test");
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_REFUSED, REFUSED", "TOO_LONG, TOO_LARGE"})
    void givesUpWhenTheDocumentIsAtFault(Reason reason, DeadLetterReason expected) throws Exception {
        model.fails(reason);
        assertThat(rejection(ask(List.of())).reason()).isEqualTo(expected);
    }

    // ---- answers that will do in the end

    @Test
    void showsTheModelItsAnswerAndWhatWasWrong() throws Exception {
        model.answers("{\"apples\":\"three\"}").answers("{\"apples\":3}");

        EngineResult<Integer> result = ask(List.of());

        assertThat(result).isEqualTo(new Answered<>(3, 0.9, result.attempts()));
        assertThat(result.attempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.INVALID, AttemptOutcome.VALID);
        assertThat(model.messages(1)).containsExactly(SYSTEM, DOCUMENT);
        assertThat(model.messages(2))
                .hasSize(4)
                .startsWith(SYSTEM, DOCUMENT, new Message(Role.ASSISTANT, "{\"apples\":\"three\"}"));
        assertThat(model.messages(2).getLast().role()).isEqualTo(Role.USER);
        assertThat(model.messages(2).getLast().text()).contains("- /apples is not an integer");
    }

    @Test
    void showsTheModelOnlyItsLastAnswer() throws Exception {
        model.answers("{\"apples\":\"x\"}").answers("{\"apples\":\"y\"}").answers("{\"apples\":3}");
        ask(List.of());
        assertThat(model.messages(3)).hasSize(4);
        assertThat(model.messages(3).get(2).text()).isEqualTo("{\"apples\":\"y\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure! Here it is:\n{\"apples\":3}\nLet me know.",
                "```json\n{\"apples\":3}\n```",
                "In {short}:\n```\n{\"apples\":3}\n```"
            })
    void cutsOffTextAroundTheJsonAndSaysSo(String answer) throws Exception {
        model.answers(answer);
        EngineResult<Integer> result = ask(List.of());
        assertThat(result).isInstanceOf(Answered.class);
        Attempt attempt = result.attempts().getFirst();
        assertThat(attempt.getAnswer()).contains(answer);
        assertThat(attempt.getProblems()).singleElement().satisfies(problem -> {
            assertThat(problem.getSeverity()).isEqualTo(Severity.WARNING);
            assertThat(problem.getMessage()).contains("had text around its JSON");
        });
    }

    @Test
    void doesNotTakeAPartOfABrokenAnswerForTheAnswer() throws Exception {
        model.answers("{\"list\":[{\"apples\":3},").answers("{\"apples\":3}");
        assertThat(ask(List.of()).attempts())
                .extracting(Attempt::getOutcome)
                .containsExactly(AttemptOutcome.INVALID, AttemptOutcome.VALID);
    }

    @ParameterizedTest
    @EnumSource(
            value = Finish.class,
            names = {"FILTERED", "OTHER", "STOP"})
    void asksAgainAfterNoAnswer(Finish finish) throws Exception {
        model.answers("", finish).answers("{\"apples\":3}");
        EngineResult<Integer> result = ask(List.of());
        assertThat(result).isInstanceOf(Answered.class);
        assertThat(result.attempts().getFirst().getOutcome()).isEqualTo(AttemptOutcome.INVALID);
        assertThat(model.messages(2)).containsExactly(SYSTEM, DOCUMENT);
    }

    // ---- taken up again after a wait

    @Test
    void takesUpTheConversationAtTheLastAnswer() throws Exception {
        model.answers("{\"apples\":\"three\"}").fails(Reason.UNAVAILABLE).answers("{\"apples\":3}");
        EngineResult<Integer> first = ask(List.of());
        assertThat(first).isInstanceOf(Unavailable.class);
        assertThat(first.attempts()).hasSize(2);

        EngineResult<Integer> second = ask(first.attempts());

        assertThat(second).isInstanceOf(Answered.class);
        assertThat(second.attempts()).as("only what this run made").hasSize(1);
        assertThat(model.messages(3)).hasSize(4);
        assertThat(model.messages(3).get(2).text()).isEqualTo("{\"apples\":\"three\"}");
    }

    @Test
    void countsTheAnswersBeforeTheWait() throws Exception {
        model.answers("{}")
                .fails(Reason.UNAVAILABLE)
                .answers("{}")
                .fails(Reason.THROTTLED)
                .answers("{}");
        List<Attempt> history = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            history.addAll(ask(history).attempts());
        }
        assertThat(model.requests()).hasSize(5);
        assertThat(ask(history)).as("used up: no further call").isInstanceOf(Unusable.class);
        assertThat(model.requests()).hasSize(5);
    }

    @Test
    void doesNotPayTwiceForAValidAnswer() throws Exception {
        model.answers("{\"apples\":3}");
        List<Attempt> history = ask(List.of()).attempts();
        assertThat(ask(history)).isEqualTo(new Answered<>(3, 0.9, List.of()));
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void startsAfreshForAnotherPromptEngineOrStage() throws Exception {
        model.answers("{}").answers("{}").answers("{}");
        List<Attempt> history = ask(List.of()).attempts();
        List<Attempt> others = history.stream()
                .flatMap(attempt -> Stream.of(
                        Attempt.newBuilder(attempt).setStage("classify").build(),
                        Attempt.newBuilder(attempt)
                                .setOrigin(new Origin("strong", "m", "v1"))
                                .build(),
                        Attempt.newBuilder(attempt)
                                .setOrigin(new Origin("model", "m", "v0"))
                                .build()))
                .toList();
        model.answers("{\"apples\":3}");
        assertThat(ask(others)).isInstanceOf(Answered.class);
        assertThat(model.messages(4)).containsExactly(SYSTEM, DOCUMENT);
    }

    private EngineResult<Integer> ask(List<Attempt> history) throws InterruptedException {
        ResponseFormat format = new ResponseFormat("extract", JsonNodeFactory.instance.objectNode());
        Prompt prompt = new Prompt(List.of(SYSTEM, DOCUMENT), format);
        return call.ask(
                new Question<>(
                        Stage.EXTRACT, "v1", prompt, 3, StructuredCallTest::check, Optional.empty(), Apples.SUBJECT),
                history);
    }

    private static Rejection rejection(EngineResult<Integer> result) {
        assertThat(result).isInstanceOf(Unusable.class);
        return ((Unusable<Integer>) result).rejection();
    }

    private static Verdict<Integer> check(String json, Origin origin, Likelihoods likelihoods) {
        JsonNode apples;
        try {
            apples = StrictJson.read(json).path("apples");
        } catch (JsonProcessingException e) {
            return new Verdict.Bad<>(List.of(new Problem("schema", "", "is not JSON", Severity.ERROR)));
        }
        if (!apples.isInt()) {
            return new Verdict.Bad<>(List.of(new Problem("schema", "/apples", "is not an integer", Severity.ERROR)));
        }
        return apples.intValue() == 99
                ? new Verdict.Bad<>(List.of(new Problem("grounding", "/apples", "is not in the text", Severity.ERROR)))
                : new Verdict.Good<>(apples.intValue(), 0.9, List.of());
    }
}
