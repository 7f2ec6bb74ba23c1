package dev.sluice.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A YAML or JSON file as a tree, with the line of each of its values.
 *
 * @param name the file, as faults name it
 * @param lines by pointer, from 1
 */
record DataFile(String name, JsonNode root, Map<JsonPointer, Integer> lines) {
    private static final ObjectMapper JSON = strict(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());
    private static final ObjectMapper YAML = strict(YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    static Optional<DataFile> json(String name, String text, Faults faults) {
        return parse(JSON, name, text, 1, faults);
    }

    /** Parses YAML that begins at a line of its file. */
    static Optional<DataFile> yaml(String name, String text, int firstLine, Faults faults) {
        return parse(YAML, name, text, firstLine, faults);
    }

    /** The line of a value, or of the nearest value around it. */
    int line(JsonPointer pointer) {
        JsonPointer at = pointer;
        while (at != null) {
            Integer line = lines.get(at);
            if (line != null) {
                return line;
            }
            at = at.head();
        }
        return 1;
    }

    private static Optional<DataFile> parse(
            ObjectMapper mapper, String name, String text, int firstLine, Faults faults) {
        try {
            JsonNode root = mapper.readTree(text);
            if (root.isMissingNode() || root.isNull()) {
                faults.add(name, 0, "the file is empty", "Write it as profiles/README.md describes");
                return Optional.empty();
            }
            Map<JsonPointer, Integer> lines = new HashMap<>();
            try (JsonParser parser = mapper.createParser(text)) {
                while (parser.nextToken() != null) {
                    int line = parser.currentTokenLocation().getLineNr() + firstLine - 1;
                    lines.putIfAbsent(parser.getParsingContext().pathAsPointer(), line);
                    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                        faults.add(name, line, "an alias (*) is not supported", "Repeat the value");
                    }
                }
            }
            return Optional.of(new DataFile(name, root, lines));
        } catch (JsonProcessingException e) {
            faults.add(name, line(e.getLocation(), firstLine), mistake(e), "Correct the syntax");
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a string could not be read", e);
        }
    }

    private static int line(@Nullable JsonLocation location, int firstLine) {
        return location == null ? 0 : Math.max(1, location.getLineNr()) + firstLine - 1;
    }

    private static String mistake(JsonProcessingException cause) {
        String message = cause.getOriginalMessage().lines().findFirst().orElse("unknown");
        return "the file cannot be read: " + message;
    }

    private static ObjectMapper strict(JsonFactory factory) {
        return new ObjectMapper(factory).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
