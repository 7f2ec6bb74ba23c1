package dev.sluice.processor.llm;

import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.profile.StepSettings;
import dev.sluice.schemas.Stage;
import java.util.Optional;

/**
 * What a stage asks a model about one document, and what it takes for an answer.
 *
 * @param promptVersion results and attempts carry it
 * @param attempts the most answers the model may give until one will do, at least 1
 * @param part which of several answers it asks for; empty if there is one only
 * @param subject whose document it is about
 * @param accept the confidence, 0 to 1, from which on an answer need not be asked for again: only such are kept for later
 * @param <T> the stage's result
 */
public record Question<T>(
        Stage stage,
        String promptVersion,
        Prompt prompt,
        int attempts,
        AnswerCheck<T> check,
        Optional<String> part,
        CallSubject subject,
        double accept) {

    public Question {
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts is " + attempts + "; it must be at least 1");
        }
    }

    /** One of which any answer that conforms is kept. */
    public Question(
            Stage stage,
            String promptVersion,
            Prompt prompt,
            int attempts,
            AnswerCheck<T> check,
            Optional<String> part,
            CallSubject subject) {
        this(stage, promptVersion, prompt, attempts, check, part, subject, 0);
    }

    /** The question that a document's profile has for a stage. */
    public static <T> Question<T> of(Stage stage, EngineTask task, PromptRenderer prompts, AnswerCheck<T> check) {
        StepSettings settings = task.profile().step(stage);
        return new Question<>(
                stage,
                settings.prompt().version(),
                prompts.render(stage, task),
                settings.attempts(),
                check,
                task.part(),
                CallSubject.of(task.enrichment()),
                task.profile().gate().accept());
    }
}
