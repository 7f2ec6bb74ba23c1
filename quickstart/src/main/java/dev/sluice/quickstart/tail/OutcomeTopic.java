package dev.sluice.quickstart.tail;

import dev.sluice.schemas.Topic;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The kinds of outcomes by the names that people give on the command line. */
final class OutcomeTopic implements ITypeConverter<Topic> {
    @Override
    public Topic convert(String name) {
        return switch (name) {
            case "enriched" -> Topic.ENRICHED;
            case "dead-letters" -> Topic.DEAD_LETTER;
            default -> throw new TypeConversionException("expected enriched or dead-letters, not " + name);
        };
    }
}
