package dev.sluice.processor.prompt;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.example.KnownDocument;
import dev.sluice.processor.example.SimilarExamples;
import dev.sluice.processor.llm.LlmRequest.Message;
import dev.sluice.processor.llm.LlmRequest.ResponseFormat;
import dev.sluice.processor.llm.LlmRequest.Role;
import dev.sluice.profile.Profile;
import dev.sluice.schemas.Stage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts a document and its profile's instructions into the words that a model is asked with. Thread-safe.
 *
 * <p>The system message and the response format are the same for every document of a profile and stage, and come first, so
 * that providers can cache them as a common prefix; everything that differs, and everything that is not to be trusted, is in
 * the user message. Both are made once for each profile and forgotten with it.
 *
 * <p>The user message begins with the examples that are most like the document, as many as the profile wants, beside those
 * that the system message shows already. They do not change the prompt's version.
 */
public final class PromptRenderer {
    /** Less alike than that, an example has little more than common words with the document: so measured with samples. */
    private static final double LEAST_SIMILARITY = 0.15;

    private final SimilarExamples examples;
    /** By identity, so that a profile that was loaded anew gets prompts of its own. */
    private final LoadingCache<Profile, Map<Stage, PreparedStage>> prepared =
            Caffeine.newBuilder().weakKeys().build(PromptRenderer::prepare);

    private final LoadingCache<Profile, PreparedStage> parts =
            Caffeine.newBuilder().weakKeys().build(PromptRenderer::preparePart);

    private final LoadingCache<Profile, PreparedQuestion> combined =
            Caffeine.newBuilder().weakKeys().build(PromptRenderer::prepareCombined);

    /** What is the same for every document. Must not hold the profile, as the other. */
    private record PreparedQuestion(Message instructions, ResponseFormat format) {}

    /** What is the same for every document. Must not hold the profile, which would never be forgotten then. */
    private record PreparedStage(
            Message instructions, Set<String> shownExamples, ResponseFormat format, AnswerContract contract) {}

    /** Shows similar examples of the profiles alone, as there are no corrections. */
    public PromptRenderer() {
        this(SimilarExamples.ofProfiles());
    }

    public PromptRenderer(SimilarExamples examples) {
        this.examples = examples;
    }

    /**
     * The question to ask at a stage.
     *
     * @param stage extract, summarize or classify
     */
    public Prompt render(Stage stage, EngineTask task) {
        boolean isPart = stage == Stage.EXTRACT && task.isPart();
        PreparedStage ready = isPart ? parts.get(task.profile()) : prepared(stage, task.profile());
        ShownExamples similar = similar(stage, task);
        return new Prompt(
                List.of(ready.instructions(), new Message(Role.USER, UserMessage.of(stage, task, similar))),
                ready.format(),
                similar.ids());
    }

    /** The question that asks for the results of all stages at once. */
    public Prompt renderCombined(EngineTask task) {
        PreparedQuestion ready = combined.get(task.profile());
        ShownExamples similar = similar(Stage.EXTRACT, task);
        return new Prompt(
                List.of(ready.instructions(), new Message(Role.USER, UserMessage.of(Stage.EXTRACT, task, similar))),
                ready.format(),
                similar.ids());
    }

    private ShownExamples similar(Stage stage, EngineTask task) {
        return ShownExamples.of(
                stage,
                examples.find(
                        stage,
                        task,
                        task.profile().step(stage).similarExamples(),
                        LEAST_SIMILARITY,
                        prepared(stage, task.profile()).shownExamples()));
    }

    /**
     * What answers must conform to at a stage.
     *
     * @param stage extract, summarize or classify
     */
    public AnswerContract contract(Stage stage, Profile profile) {
        return prepared(stage, profile).contract();
    }

    /** What the extraction of a part of a document must conform to. */
    public AnswerContract partContract(Profile profile) {
        return parts.get(profile).contract();
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
            stages.put(stage, prepare(stage, profile, AnswerSchema.of(stage, profile)));
        }
        return stages;
    }

    private static PreparedStage preparePart(Profile profile) {
        return prepare(Stage.EXTRACT, profile, AnswerSchema.ofPart(profile));
    }

    private static PreparedStage prepare(Stage stage, Profile profile, AnswerSchema schema) {
        String instructions = profile.instructions(stage);
        return new PreparedStage(
                new Message(Role.SYSTEM, instructions),
                KnownDocument.idsShownIn(instructions, profile.examples()),
                new ResponseFormat(stage.id(), StrictSchema.of(schema.json())),
                new AnswerContract(schema));
    }
}
