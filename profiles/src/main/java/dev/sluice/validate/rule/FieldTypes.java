package dev.sluice.validate.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.NullableType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The types of a profile's fields, so that a rule that misspells one is refused when the profile is loaded. Every text,
 * number and truth value may be null; what the schema leaves open is dynamic.
 */
@Immutable
final class FieldTypes implements CelTypeProvider {
    private static final int DEEPEST = 20;

    private final ImmutableMap<String, CelType> structs;
    private final StructType fields;

    private FieldTypes(ImmutableMap<String, CelType> structs, StructType fields) {
        this.structs = structs;
        this.fields = fields;
    }

    static FieldTypes of(JsonNode schema) {
        Reader reader = new Reader(schema);
        StructType fields = reader.struct("Fields", schema, 0);
        return new FieldTypes(ImmutableMap.copyOf(reader.structs), fields);
    }

    StructType fields() {
        return fields;
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return structs.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(structs.get(name));
    }

    /** A run over one schema. */
    private static final class Reader {
        private final JsonNode root;
        private final Map<String, CelType> structs = new LinkedHashMap<>();

        Reader(JsonNode root) {
            this.root = root;
        }

        StructType struct(String name, JsonNode schema, int depth) {
            ImmutableMap.Builder<String, CelType> properties = ImmutableMap.builder();
            schema.path("properties")
                    .properties()
                    .forEach(property -> properties.put(
                            property.getKey(), type(name + "_" + property.getKey(), property.getValue(), depth + 1)));
            ImmutableMap<String, CelType> types = properties.buildOrThrow();
            StructType struct =
                    StructType.create(name, types.keySet(), property -> Optional.ofNullable(types.get(property)));
            structs.put(name, struct);
            return struct;
        }

        private CelType type(String name, JsonNode property, int depth) {
            Set<String> types = new HashSet<>();
            List<JsonNode> shapes = new ArrayList<>();
            collect(property, types, shapes, depth);
            boolean isNullable = types.remove("null");
            if (types.size() != 1 || shapes.size() != 1 || depth > DEEPEST) {
                return SimpleType.DYN;
            }
            JsonNode shape = shapes.getFirst();
            return switch (types.iterator().next()) {
                case "string" -> NullableType.create(SimpleType.STRING);
                case "number" -> NullableType.create(SimpleType.DOUBLE);
                case "integer" -> NullableType.create(SimpleType.INT);
                case "boolean" -> NullableType.create(SimpleType.BOOL);
                case "object" -> struct(name, shape, depth);
                // A list is never equal to null, so one that can be null has no type.
                case "array" ->
                    isNullable ? SimpleType.DYN : ListType.create(type(name, shape.path("items"), depth + 1));
                default -> SimpleType.DYN;
            };
        }

        /** The types that a schema allows, references and alternatives followed, and the one shape that is not null. */
        private void collect(JsonNode schema, Set<String> types, List<JsonNode> shapes, int depth) {
            String reference = schema.path("$ref").asText();
            if (reference.startsWith("#/") && depth <= DEEPEST) {
                collect(root.at(reference.substring(1)), types, shapes, depth + 1);
                return;
            }
            for (String keyword : List.of("anyOf", "oneOf")) {
                if (schema.has(keyword)) {
                    schema.path(keyword).forEach(branch -> collect(branch, types, shapes, depth + 1));
                    return;
                }
            }
            Set<String> own = new HashSet<>();
            JsonNode type = schema.path("type");
            (type.isArray() ? type : List.of(type)).forEach(each -> own.add(each.asText()));
            types.addAll(own);
            if (!own.equals(Set.of("null"))) {
                shapes.add(schema);
            }
        }
    }
}
