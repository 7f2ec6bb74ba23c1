package dev.sluice.schemas;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;

/** The reference of the Avro contracts in Markdown: a section for each record and enumeration that a topic's values have. */
final class ContractReference {
    private final Map<String, Schema> named = new TreeMap<>();

    private ContractReference() {}

    static String sections() {
        ContractReference reference = new ContractReference();
        Arrays.stream(Topic.values()).map(Topic::valueSchema).forEach(reference::collect);
        return reference.named.values().stream()
                .map(ContractReference::section)
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    static String link(String name) {
        return "[`" + name + "`](#" + name.toLowerCase(Locale.ROOT) + ")";
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                if (named.put(schema.getName(), schema) == null) {
                    schema.getFields().forEach(field -> collect(field.schema()));
                }
            }
            case ENUM -> named.put(schema.getName(), schema);
            case ARRAY -> collect(schema.getElementType());
            case MAP -> collect(schema.getValueType());
            case UNION -> schema.getTypes().forEach(this::collect);
            default -> {
                // It has no name.
            }
        }
    }

    private static String section(Schema schema) {
        String head = "### " + schema.getName() + "\n\n"
                + Optional.ofNullable(schema.getDoc()).map(doc -> doc + "\n\n").orElse("");
        return head
                + (schema.getType() == Schema.Type.ENUM
                        ? symbols(schema)
                        : schema.getFields().stream()
                                .map(ContractReference::row)
                                .collect(Collectors.joining(
                                        "\n", "| field | type | default | meaning |\n|---|---|---|---|\n", "\n")));
    }

    private static String symbols(Schema schema) {
        String symbols = "One of " + quoted(schema.getEnumSymbols()) + ".";
        return symbols
                + Optional.ofNullable(schema.getEnumDefault())
                        .map(other -> " What a reader does not know is `" + other + "` to it.")
                        .orElse("")
                + "\n";
    }

    private static String quoted(List<String> symbols) {
        return symbols.stream().map(symbol -> "`" + symbol + "`").collect(Collectors.joining(", "));
    }

    private static String row(Field field) {
        String meaning = Optional.ofNullable(field.doc()).orElse("").replace("|", "\\|");
        return "| `" + field.name() + "` | " + type(field.schema()) + " | " + defaultOf(field) + " | " + meaning + " |";
    }

    private static String type(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        if (logical != null) {
            return logical.getName();
        }
        return switch (schema.getType()) {
            case RECORD, ENUM -> link(schema.getName());
            case ARRAY -> "array of " + type(schema.getElementType());
            case MAP -> "map of " + type(schema.getValueType());
            case UNION ->
                schema.getTypes().stream().map(ContractReference::type).collect(Collectors.joining(" or "));
            default -> schema.getType().getName();
        };
    }

    private static String defaultOf(Field field) {
        if (!field.hasDefaultValue()) {
            return "";
        }
        Object value = field.defaultVal();
        if (JsonProperties.NULL_VALUE.equals(value)) {
            return "`null`";
        }
        return value instanceof String text && field.schema().getType() == Schema.Type.STRING
                ? "`\"" + text + "\"`"
                : "`" + value + "`";
    }
}
