package dev.sluice.quickstart.profiles;

import dev.sluice.schemas.Stage;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a stage that a model is asked at from the command line. */
final class PromptedStage implements ITypeConverter<Stage> {
    private static final List<Stage> PROMPTED = List.of(Stage.EXTRACT, Stage.SUMMARIZE, Stage.CLASSIFY);

    @Override
    public Stage convert(String value) {
        return PROMPTED.stream()
                .filter(stage -> stage.id().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected "
                        + PROMPTED.stream().map(Stage::id).collect(Collectors.joining(", ")) + ", not " + value));
    }
}
