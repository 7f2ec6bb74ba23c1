package dev.sluice.processor.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a field says, apart from how it is written: white space, case, the format of numbers and the order of a list do not
 * count. Null, an empty text, an empty list and an object without values are no value.
 */
final class FieldValue {
    /** A number, with thousands set apart or not. A text that begins with 0, such as an order number, is none. */
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d{0,2}(,\\d{3})+|[1-9]\\d*)(\\.\\d+)?");

    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0\\u202f]+");

    private FieldValue() {}

    /** The value to compare by {@code equals}; empty if there is none. */
    static Optional<Object> of(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(number(node.decimalValue()));
        }
        if (node.isArray()) {
            return list(node);
        }
        if (node.isObject()) {
            return object(node);
        }
        // Null and what is not there have an empty text too.
        return node.isNull() ? Optional.empty() : text(node.asText());
    }

    private static Optional<Object> text(String text) {
        String clean = BLANKS.matcher(text).replaceAll(" ").strip();
        if (clean.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                NUMBER.matcher(clean).matches()
                        ? number(new BigDecimal(clean.replace(",", "")))
                        : clean.toLowerCase(Locale.ROOT));
    }

    private static String number(BigDecimal number) {
        return number.stripTrailingZeros().toString();
    }

    private static Optional<Object> list(JsonNode node) {
        List<Object> values = new ArrayList<>();
        node.forEach(element -> of(element).ifPresent(values::add));
        values.sort(Comparator.comparing(Object::toString));
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    private static Optional<Object> object(JsonNode node) {
        Map<String, Object> values = new TreeMap<>();
        node.properties()
                .forEach(property -> of(property.getValue()).ifPresent(value -> values.put(property.getKey(), value)));
        return values.isEmpty() ? Optional.empty() : Optional.of(values);
    }
}
