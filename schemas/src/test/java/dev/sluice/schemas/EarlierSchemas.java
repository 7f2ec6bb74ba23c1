package dev.sluice.schemas;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;

/**
 * Makes schemas that other releases may have had and that a given one must be able to read: optional fields missing, unknown
 * fields more, another order, narrower types, fewer symbols.
 */
public final class EarlierSchemas {
    private final Map<String, Schema> named = new HashMap<>();
    private final Random random;

    private EarlierSchemas(Random random) {
        this.random = random;
    }

    /** The same schema for the same state of {@code random}. */
    public static Schema of(Schema current, Random random) {
        return new EarlierSchemas(random).earlier(current);
    }

    private Schema earlier(Schema current) {
        return switch (current.getType()) {
            case RECORD, ENUM -> {
                Schema known = named.get(current.getFullName());
                yield known != null
                        ? known
                        : current.getType() == Schema.Type.ENUM ? enumeration(current) : record(current);
            }
            case ARRAY -> Schema.createArray(earlier(current.getElementType()));
            case MAP -> Schema.createMap(earlier(current.getValueType()));
            case UNION -> union(current);
            case LONG -> Schema.create(random.nextBoolean() ? Schema.Type.INT : Schema.Type.LONG);
            case DOUBLE -> Schema.create(random.nextBoolean() ? Schema.Type.FLOAT : Schema.Type.DOUBLE);
            case STRING, BYTES, INT, FLOAT, BOOLEAN, NULL -> Schema.create(current.getType());
            case FIXED -> current;
        };
    }

    private Schema union(Schema current) {
        List<Schema> branches = current.getTypes().stream().map(this::earlier).toList();
        return branches.size() == 2 && random.nextBoolean() ? branches.get(1) : Schema.createUnion(branches);
    }

    private Schema enumeration(Schema current) {
        List<String> symbols = current.getEnumSymbols();
        Schema earlier = Schema.createEnum(
                current.getName(),
                null,
                current.getNamespace(),
                symbols.subList(0, 1 + random.nextInt(symbols.size())));
        named.put(current.getFullName(), earlier);
        return earlier;
    }

    private Schema record(Schema current) {
        Schema earlier = Schema.createRecord(current.getName(), null, current.getNamespace(), false);
        named.put(current.getFullName(), earlier);
        List<Schema.Field> fields = new ArrayList<>();
        for (Schema.Field field : current.getFields()) {
            if (!field.hasDefaultValue() || random.nextBoolean()) {
                fields.add(new Schema.Field(field.name(), earlier(field.schema())));
            }
        }
        if (random.nextBoolean()) {
            fields.add(new Schema.Field("given_up", Schema.createArray(Schema.create(Schema.Type.STRING))));
        }
        Collections.shuffle(fields, random);
        earlier.setFields(fields);
        return earlier;
    }
}
