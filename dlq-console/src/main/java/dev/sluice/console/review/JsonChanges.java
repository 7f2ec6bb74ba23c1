package dev.sluice.console.review;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.schemas.avro.ValueChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two JSON values, down to the single values. Entries of lists are compared by their place. */
final class JsonChanges {
    /** Longer values are cut off. */
    static final int LONGEST_VALUE = 2000;
    /** More changes are not listed one by one, so that an audit event stays small. */
    static final int MOST = 500;

    private final List<ValueChange> changes = new ArrayList<>();

    private JsonChanges() {}

    /** In the order of the values; a missing node stands for no value. */
    static List<ValueChange> between(JsonNode before, JsonNode after) {
        JsonChanges run = new JsonChanges();
        run.compare(JsonPointer.empty(), before, after);
        return List.copyOf(run.changes);
    }

    private void compare(JsonPointer at, JsonNode before, JsonNode after) {
        if (before.equals(after) || changes.size() >= MOST) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(at.appendProperty(name), before.path(name), after.path(name)));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(at.appendIndex(i), before.path(i), after.path(i));
            }
        } else {
            changes.add(new ValueChange(at.toString(), text(before), text(after)));
        }
    }

    private static @Nullable String text(JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        String json = value.toString();
        return json.length() <= LONGEST_VALUE ? json : json.substring(0, LONGEST_VALUE) + "…";
    }
}
