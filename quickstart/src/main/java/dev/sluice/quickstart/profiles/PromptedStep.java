package dev.sluice.quickstart.profiles;

import dev.sluice.processor.engine.EngineTask;
import dev.sluice.processor.prompt.Prompt;
import dev.sluice.processor.prompt.PromptRenderer;
import dev.sluice.schemas.Stage;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a model can be asked for. */
enum PromptedStep {
    EXTRACT(Stage.EXTRACT),
    SUMMARIZE(Stage.SUMMARIZE),
    CLASSIFY(Stage.CLASSIFY),
    /** All three in one question. */
    COMBINED(Stage.EXTRACT);

    private final Stage stage;

    PromptedStep(Stage stage) {
        this.stage = stage;
    }

    /** The stage at which it is asked. */
    Stage stage() {
        return stage;
    }

    Prompt render(PromptRenderer prompts, EngineTask task) {
        return this == COMBINED ? prompts.renderCombined(task) : prompts.render(stage, task);
    }

    private String id() {
        return this == COMBINED ? "combined" : stage.id();
    }

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<PromptedStep> {
        @Override
        public PromptedStep convert(String value) {
            return Arrays.stream(values())
                    .filter(step -> step.id().equals(value))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("expected "
                            + Arrays.stream(values()).map(PromptedStep::id).collect(Collectors.joining(", ")) + ", not "
                            + value));
        }
    }
}
