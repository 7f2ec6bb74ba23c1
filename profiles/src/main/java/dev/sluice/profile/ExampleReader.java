package dev.sluice.profile;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.validate.Validator;
import java.util.List;
import java.util.Optional;

/** Reads an example and checks that it is one that the profile itself would accept. */
final class ExampleReader {
    private final Validator fields;
    private final List<String> labels;
    private final Faults faults;

    /**
     * Prepares for the examples of one profile.
     *
     * @param fields checks the extracted fields
     * @param labels the labels that exist; none if they could not be read, which is a fault of its own
     */
    ExampleReader(Validator fields, List<String> labels, Faults faults) {
        this.fields = fields;
        this.labels = labels;
        this.faults = faults;
    }

    Optional<Example> read(String name, String file, String text) {
        return DataFile.yaml(file, text, 1, faults).map(data -> {
            Settings settings = new Settings(data, faults);
            String document = settings.text("text");
            Optional<String> label = settings.optionalText("label");
            Optional<JsonNode> expected = Optional.ofNullable(settings.get("fields"));
            settings.refuseOthers();
            if (label.isEmpty() && expected.isEmpty()) {
                settings.fault("expects nothing", "Add the fields or the label that the document should get");
            }
            label.filter(given -> !labels.isEmpty() && !labels.contains(given))
                    .ifPresent(given -> settings.fault(
                            "label",
                            "is " + given + ", which is no category",
                            "Use one of " + String.join(", ", labels)));
            expected.ifPresent(given -> fields.validate(given.toString())
                    .problems()
                    .forEach(problem -> addFieldsFault(settings, file, problem)));
            return new Example(name, document, expected, label);
        });
    }

    private void addFieldsFault(Settings settings, String file, Problem problem) {
        faults.add(
                file,
                settings.line("fields", problem.getPointer()),
                "fields" + problem.getPointer() + " " + problem.getMessage(),
                "Correct the example, or the contract in fields.schema.json");
    }
}
