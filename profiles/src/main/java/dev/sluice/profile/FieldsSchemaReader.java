package dev.sluice.profile;

import com.fasterxml.jackson.core.JsonPointer;
import dev.sluice.schemas.avro.Problem;
import dev.sluice.validate.JsonSchemaValidator;
import dev.sluice.validate.MetaSchema;
import java.util.List;
import java.util.Optional;

/** Reads {@code fields.schema.json} and refuses what validation, models or the review form could not use. */
final class FieldsSchemaReader {
    private final MetaSchema metaSchema = new MetaSchema();
    private final Faults faults;

    FieldsSchemaReader(Faults faults) {
        this.faults = faults;
    }

    Optional<FieldsSchema> read(String file, String text) {
        int before = faults.count();
        Optional<DataFile> data = DataFile.json(file, text, faults);
        data.ifPresent(this::check);
        if (faults.count() == before) {
            data.ifPresent(this::compile);
        }
        return faults.count() == before ? data.map(parsed -> new FieldsSchema(parsed.root())) : Optional.empty();
    }

    private void check(DataFile data) {
        List<Problem> problems = metaSchema.validate(data.root().toString()).problems();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> add(
                    data,
                    JsonPointer.compile(problem.getPointer()),
                    (problem.getPointer().isEmpty() ? "the schema" : problem.getPointer()) + " " + problem.getMessage(),
                    "Correct it as JSON Schema 2020-12 says"));
            return;
        }
        if (!data.root().path("type").asText().equals("object")) {
            add(
                    data,
                    JsonPointer.empty(),
                    "the schema must describe one object",
                    "Write \"type\": \"object\" at the top");
        }
        data.root().path("properties").properties().forEach(property -> {
            if (property.getValue().path("description").asText().isBlank()) {
                add(
                        data,
                        JsonPointer.compile("/properties").appendProperty(property.getKey()),
                        "the field " + property.getKey() + " has no description",
                        "Describe it in a sentence: models and reviewers read it");
            }
        });
        new SchemaSubset((at, mistake, remedy) -> add(data, at, mistake, remedy)).check(data.root());
    }

    /** What is left: references below keywords that the subset does not look into. */
    private void compile(DataFile data) {
        try {
            JsonSchemaValidator unused = new JsonSchemaValidator(data.root().toString());
        } catch (IllegalArgumentException e) {
            add(data, JsonPointer.empty(), String.valueOf(e.getMessage()), "Correct or remove what it names");
        }
    }

    private void add(DataFile data, JsonPointer at, String mistake, String remedy) {
        faults.add(data.name(), data.line(at), mistake, remedy);
    }
}
