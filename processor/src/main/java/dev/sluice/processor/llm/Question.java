package dev.sluice.processor.llm;

import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.engine.Excerpt;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.StepSettings;
import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Span;
import java.util.Optional;

/**
 * What a stage asks a model about one document, and what it takes for an answer.
 *
 * @param promptVersion results and attempts carry it
 * @param part what it asks about, if not the whole document; attempts carry it
 * @param attempts the most answers the model may give until one will do, at least 1
 * @param <T> the stage's result
 */
public record Question<T>(
        Stage stage, String promptVersion, Optional<Span> part, Prompt prompt, int attempts, AnswerCheck<T> check) {

    public Question {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + "; it must be at least 1");
        }
    }

    /** The question that a document's profile has for a stage. */
    public static <T> Question<T> of(Stage stage, EngineTask task, PromptRenderer prompts, AnswerCheck<T> check) {
        StepSettings settings = task.profile().step(stage);
        return new Question<>(
                stage,
                settings.prompt().version(),
                task.excerpt().flatMap(Excerpt::part),
                prompts.render(stage, task),
                settings.attempts(),
                check);
    }
}
