package dev.sluice.schemas.registry;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * A schema as compact JSON, the way the registry gets it: without the property that generated classes carry to say that
 * strings are {@link String}. It means nothing to other readers, and with it the registry would take the schema for
 * another than the one in the {@code .avsc}.
 */
public final class SchemaText {
    private final IdentityHashMap<Schema, Schema> records = new IdentityHashMap<>();

    private SchemaText() {}

    /** The text, with everything else in its place: names, documentation, aliases, defaults, properties. */
    public static String of(Schema schema) {
        return new SchemaText().copy(schema).toString();
    }

    private Schema copy(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                Schema known = records.get(schema);
                yield known == null ? copyRecord(schema) : known;
            }
            case ARRAY -> withProperties(schema, Schema.createArray(copy(schema.getElementType())));
            case MAP -> withProperties(schema, Schema.createMap(copy(schema.getValueType())));
            case UNION ->
                Schema.createUnion(schema.getTypes().stream().map(this::copy).toList());
            case STRING -> withProperties(schema, Schema.create(Schema.Type.STRING));
            case ENUM, FIXED, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> schema;
        };
    }

    private Schema copyRecord(Schema schema) {
        Schema copy = Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), schema.isError());
        records.put(schema, copy);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            fields.add(new Schema.Field(field, copy(field.schema())));
        }
        copy.setFields(fields);
        schema.getAliases().forEach(copy::addAlias);
        return withProperties(schema, copy);
    }

    private static Schema withProperties(JsonProperties from, Schema to) {
        from.forEachProperty((name, value) -> {
            if (!name.equals(GenericData.STRING_PROP)) {
                to.addProp(name, value);
            }
        });
        return to;
    }
}
