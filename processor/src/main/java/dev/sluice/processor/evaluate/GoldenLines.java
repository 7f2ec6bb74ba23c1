package dev.sluice.processor.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.profile.Example;
import dev.sluice.profile.Profile;
import dev.sluice.profile.ProfileFault;
import dev.sluice.validate.JsonSchemaValidator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads documents with the results they should have, one JSON object to a line: {@code text}, and {@code fields},
 * {@code label} or both, as in a profile's {@code golden/}; {@code name} is optional. For one file; not thread-safe.
 */
public final class GoldenLines {
    private static final Set<String> KEYS = Set.of("name", "text", "fields", "label");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Profile profile;
    private final String file;
    private final JsonSchemaValidator fields;
    private final List<Example> documents = new ArrayList<>();
    private final List<ProfileFault> faults = new ArrayList<>();

    private GoldenLines(Profile profile, String file) {
        this.profile = profile;
        this.file = file;
        this.fields = new JsonSchemaValidator(profile.fields().json().toString());
    }

    /** What became of a file. */
    public sealed interface Reading {
        /** Its documents, in their order; those without a name are called by their line. */
        record Documents(List<Example> documents) implements Reading {
            public Documents {
                documents = List.copyOf(documents);
            }
        }

        /** Every mistake in it; at least one. */
        record Faulty(List<ProfileFault> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /**
     * Reads the lines of a file; blank ones are left out.
     *
     * @param file its name, for faults
     */
    public static Reading read(Profile profile, String file, List<String> lines) {
        GoldenLines golden = new GoldenLines(profile, file);
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                golden.read(i + 1, lines.get(i));
            }
        }
        return golden.faults.isEmpty() ? new Reading.Documents(golden.documents) : new Reading.Faulty(golden.faults);
    }

    private void read(int line, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            int before = faults.size();
            check(line, json);
            if (faults.size() == before) {
                documents.add(new Example(
                        json.path("name").asText("line-" + line),
                        json.path("text").asText(),
                        Optional.ofNullable(json.get("fields")),
                        Optional.ofNullable(json.get("label")).map(JsonNode::asText)));
            }
        } catch (JsonProcessingException e) {
            fault(
                    line,
                    "is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse("unknown"),
                    "Write one JSON object to a line, with text, fields and label");
        }
    }

    private void check(int line, JsonNode json) {
        if (!json.isObject()) {
            fault(line, "is no JSON object", "Write one JSON object to a line, with text, fields and label");
            return;
        }
        TreeSet<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        unknown.forEach(key -> fault(line, key + " is unknown", "Use text, fields, label and name"));
        if (!json.path("text").isTextual()) {
            fault(line, "text is missing or no text", "Add the document's text");
        }
        if (!json.has("fields") && !json.has("label")) {
            fault(line, "expects nothing", "Add the fields or the label that the document should get");
        }
        String label = json.path("label").asText();
        if (json.has("label") && !profile.labels().contains(label)) {
            fault(
                    line,
                    "label is " + label + ", which is no category",
                    "Use one of " + String.join(", ", profile.labels()));
        }
        if (json.has("fields")) {
            fields.validate(json.get("fields").toString())
                    .problems()
                    .forEach(problem -> fault(
                            line,
                            "fields" + problem.getPointer() + " " + problem.getMessage(),
                            "Correct the line, or the contract in fields.schema.json"));
        }
    }

    private void fault(int line, String mistake, String remedy) {
        faults.add(new ProfileFault(file, line, mistake, remedy));
    }
}
