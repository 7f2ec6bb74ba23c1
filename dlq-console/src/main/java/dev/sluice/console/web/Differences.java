package dev.sluice.console.web;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a person changed, value by value, for the page. */
record Differences(List<Change> changes) {
    private static final int MOST = 200;

    /** A value; the empty text where there is none. */
    record Change(String pointer, String before, String after) {}

    Differences {
        changes = List.copyOf(changes);
    }

    static Differences between(JsonNode before, JsonNode after) {
        List<Change> changes = new ArrayList<>();
        compare(changes, JsonPointer.empty(), before, after);
        return new Differences(changes);
    }

    private static void compare(List<Change> changes, JsonPointer at, JsonNode before, JsonNode after) {
        if (before.equals(after) || changes.size() >= MOST) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(changes, at.appendProperty(name), before.path(name), after.path(name)));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(changes, at.appendIndex(i), before.path(i), after.path(i));
            }
        } else {
            changes.add(new Change(at.toString(), text(before), text(after)));
        }
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode()) {
            return "";
        }
        return value.isTextual() ? value.asText() : value.toString();
    }
}
