package dev.sluice.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Kubernetes' quantities of bytes. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile("(\\d+)(Ki|Mi|Gi|k|M|G)?");
    private static final Map<String, Long> UNITS = Map.of(
            "", 1L, "Ki", 1L << 10, "Mi", 1L << 20, "Gi", 1L << 30, "k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L);

    private Quantity() {}

    static long bytes(JsonNode quantity) {
        Matcher matcher = FORM.matcher(quantity.asText());
        if (!matcher.matches()) {
            throw new AssertionError("'" + quantity.asText() + "' is no quantity of bytes, such as 512Mi");
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2);
        return Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(unit, 1L);
    }
}
