package dev.sluice.processor.prompt;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Puts a document and its profile's instructions into the words that a model is asked with. Thread-safe.
 *
 * <p>The system message and the response format are the same for every document of a profile and stage, and come first, so
 * that providers can cache them as a common prefix; everything that differs, and everything that is not to be trusted, is in
 * the user message. Both are made once for each profile and forgotten with it.
 */
public final class PromptRenderer {
    /** By identity, so that a profile that was loaded anew gets prompts of its own. */
    private final LoadingCache<Profile, Map<Stage, PreparedStage>> prepared =
            Caffeine.newBuilder().weakKeys().build(PromptRenderer::prepare);

    private final LoadingCache<Profile, PreparedQuestion> combined =
            Caffeine.newBuilder().weakKeys().build(PromptRenderer::prepareCombined);

    /** What is the same for every document. Must not hold the profile, as the other. */
    private record PreparedQuestion(Message instructions, ResponseFormat format) {}

    /** What is the same for every document. Must not hold the profile, which would never be forgotten then. */
    private record PreparedStage(Message instructions, ResponseFormat format, AnswerContract contract) {}

    /**
     * The question to ask at a stage.
     *
     * @param stage extract, summarize or classify
     */
    public Prompt render(Stage stage, EngineTask task) {
        PreparedStage ready = prepared(stage, task.profile());
        return new Prompt(
                List.of(ready.instructions(), new Message(Role.USER, UserMessage.of(stage, task))), ready.format());
    }

    /** The question that asks for the results of all stages at once. */
    public Prompt renderCombined(EngineTask task) {
        PreparedQuestion ready = combined.get(task.profile());
        return new Prompt(
                List.of(ready.instructions(), new Message(Role.USER, UserMessage.of(Stage.EXTRACT, task))),
                ready.format());
    }

    /**
     * What answers must conform to at a stage.
     *
     * @param stage extract, summarize or classify
     */
    public AnswerContract contract(Stage stage, Profile profile) {
        return prepared(stage, profile).contract();
    }

    private PreparedStage prepared(Stage stage, Profile profile) {
        PreparedStage ready = prepared.get(profile).get(stage);
        if (ready == null) {
            throw new IllegalArgumentException("no model is asked at the stage " + stage.id());
        }
        return ready;
    }

    private static PreparedQuestion prepareCombined(Profile profile) {
        StringBuilder instructions = new StringBuilder("""
                You have three tasks about one document. Give one JSON object with the properties extract, summarize and
                classify, each of which is the answer to the task of that name, and nothing else.
                """);
        for (Stage stage : List.of(Stage.EXTRACT, Stage.SUMMARIZE, Stage.CLASSIFY)) {
            instructions
                    .append("\n# Task ")
                    .append(stage.id())
                    .append("\n\n")
                    .append(profile.instructions(stage))
                    .append('\n');
        }
        return new PreparedQuestion(
                new Message(Role.SYSTEM, instructions.toString()),
                new ResponseFormat(
                        "combined",
                        StrictSchema.of(AnswerSchema.combined(profile).json())));
    }

    private static Map<Stage, PreparedStage> prepare(Profile profile) {
        Map<Stage, PreparedStage> stages = new EnumMap<>(Stage.class);
        for (Stage stage : profile.steps().keySet()) {
            AnswerSchema schema = AnswerSchema.of(stage, profile);
            stages.put(
                    stage,
                    new PreparedStage(
                            new Message(Role.SYSTEM, profile.instructions(stage)),
                            new ResponseFormat(stage.id(), StrictSchema.of(schema.json())),
                            new AnswerContract(schema)));
        }
        return stages;
    }
}
