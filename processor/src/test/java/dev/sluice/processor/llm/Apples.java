package dev.sluice.processor.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.processor.llm.AnswerCheck.Verdict;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.schemas.avro.Severity;
import java.util.List;
import java.util.Optional;

/** A question with a number for an answer. */
public final class Apples {
    public static final CallSubject SUBJECT = new CallSubject("basket", Optional.empty(), Optional.empty());

    private Apples() {}

    public static Question<String> question() {
        Prompt prompt = new Prompt(
                List.of(new Message(Role.SYSTEM, "count the apples"), new Message(Role.USER, "three apples")),
                new ResponseFormat("extract", JsonNodeFactory.instance.objectNode()));
        return new Question<>(
                Stage.EXTRACT, "v1", prompt, 3, (json, origin, likelihoods) -> check(json), Optional.empty(), SUBJECT);
    }

    private static Verdict<String> check(String json) {
        try {
            return new Verdict.Good<>(
                    new ObjectMapper().readTree(json).path("apples").asText(), 0.9, List.of());
        } catch (JsonProcessingException e) {
            return new Verdict.Bad<>(List.of(new Problem("schema", "", "is not JSON", Severity.ERROR)));
        }
    }
}
