package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Every object is one that its API takes: known fields, of the right types, and none missing. */
final class SchemaCheck implements Check {
    private final JsonNode definitions;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final Map<String, Schema> compiled = new HashMap<>();

    SchemaCheck() {
        try (InputStream schemas =
                Objects.requireNonNull(SchemaCheck.class.getResourceAsStream("schemas.json"), "schemas.json")) {
            this.definitions = new ObjectMapper().readTree(schemas).path("$defs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<String> problems(Rendering rendering) {
        return rendering.manifests().stream()
                .flatMap(each -> problems(each).stream())
                .toList();
    }

    private List<String> problems(Manifest manifest) {
        String type = manifest.apiVersion() + "/" + manifest.kind();
        if (!definitions.has(type)) {
            return List.of(manifest.id() + ": there is no schema of " + type
                    + "; mistyped, or to be added by schemas/generate.mjs");
        }
        return compiled
                .computeIfAbsent(type, this::compile)
                .validate(manifest.json().toString(), InputFormat.JSON)
                .stream()
                .map(error -> manifest.id() + ": " + error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private Schema compile(String type) {
        ObjectNode schema = new ObjectMapper().createObjectNode();
        schema.put("$ref", "#/$defs/" + type.replace("/", "~1"));
        schema.set("$defs", definitions);
        return registry.getSchema(schema.toString(), InputFormat.JSON);
    }
}
