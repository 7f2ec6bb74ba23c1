package dev.sluice.devstack.llm.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a table, such as "2 x Desk lamp  19.90 EUR": its words go to the first text column, its whole number to the
 * integer column, and its decimals to the other number columns in their order.
 */
record TableRow(Schema item, String line, String words, List<String> integers, List<String> decimals) {
    private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d.,-])\\d+(?:[.,]\\d+)*(?![\\p{L}\\d])");
    private static final Pattern WORDS = Pattern.compile("(?<!\\p{L})(?![x×] )\\p{L}[\\p{L} '&()/-]{2,}\\p{L}");
    private static final Set<String> SUMS =
            Words.stems("total subtotal tax vat sum balance due net gross page date phone");
    private static final int MOST = 50;

    /** The lines of a document that are rows of such items. */
    static List<TableRow> of(Document document, Schema item) {
        boolean numeric = item.fields().values().stream()
                .anyMatch(column -> column.schema().type().equals("number"));
        return numeric
                ? document.text()
                        .lines()
                        .map(line -> read(item, line))
                        .filter(TableRow::isRow)
                        .limit(MOST)
                        .toList()
                : List.of();
    }

    private static TableRow read(Schema item, String line) {
        List<String> integers = new ArrayList<>();
        List<String> decimals = new ArrayList<>();
        for (Matcher m = NUMBER.matcher(line); m.find(); ) {
            (m.group().matches("\\d{1,5}") ? integers : decimals).add(m.group());
        }
        Matcher words = WORDS.matcher(line);
        return new TableRow(item, line.strip(), words.find() ? words.group() : "", integers, decimals);
    }

    private boolean isRow() {
        return !words.isEmpty()
                && !decimals.isEmpty()
                && line.length() < 120
                && Words.stems(line).stream().noneMatch(SUMS::contains);
    }

    /** The row's values by their columns, each handed to {@code note} on its way. */
    Map<String, JsonNode> cells(BiFunction<String, Found, JsonNode> note) {
        Map<String, JsonNode> cells = new LinkedHashMap<>();
        List<String> wholes = new ArrayList<>(integers);
        List<String> fractions = new ArrayList<>(decimals);
        boolean named = false;
        for (Map.Entry<String, Field> column : item.fields().entrySet()) {
            Schema schema = column.getValue().schema();
            boolean counts =
                    schema.type().equals("integer") || column.getValue().isNamed("quantity");
            List<String> source = counts ? wholes : fractions;
            JsonNode value = null;
            if (schema.type().equals("string") && !named) {
                value = TextNode.valueOf(words);
                named = true;
            } else if (!schema.type().equals("string") && !source.isEmpty()) {
                BigDecimal number = AmountFinder.decimal(source.removeFirst());
                value = counts
                        ? JsonNodeFactory.instance.numberNode(number.toBigInteger())
                        : DecimalNode.valueOf(number);
            }
            if (value != null) {
                cells.put(column.getKey(), note.apply(column.getKey(), Found.of(value, line, 0.88)));
            } else if (schema.nullable() || item.requires(column.getKey())) {
                cells.put(
                        column.getKey(),
                        schema.nullable()
                                ? JsonNodeFactory.instance.nullNode()
                                : ScalarFields.invented(schema).value());
            }
        }
        return cells;
    }
}
