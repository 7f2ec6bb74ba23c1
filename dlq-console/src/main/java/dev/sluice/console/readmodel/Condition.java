package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.ReviewState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A {@code WHERE} clause with its values. Text from people is only ever a value. */
final class Condition {
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final List<String> parts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** What a viewer sees of what a filter wants. */
    static Condition of(ItemFilter filter, Viewer viewer, Instant now) {
        Condition condition = visibleTo(viewer);
        if (filter.tab() != Tab.ALL) {
            condition.in(
                    "state",
                    filter.tab().states().stream().map(ReviewState::name).toList());
        }
        if (filter.tab() == Tab.MINE) {
            condition.add(
                    "((lease_owner = ? AND lease_until > ?) OR (state = 'DECIDED' AND decided_by = ?))",
                    viewer.name(),
                    now.toEpochMilli(),
                    viewer.name());
        }
        condition.in("reason", filter.reasons().stream().map(Enum::name).toList());
        condition.in("stage", filter.stages());
        condition.in("profile", filter.profiles());
        condition.in("tenant", filter.tenants());
        condition.in("label", filter.labels());
        filter.leastConfidence().ifPresent(least -> condition.add("confidence_key >= ?", least));
        filter.mostConfidence().ifPresent(most -> condition.add("confidence_key <= ?", most));
        filter.arrivedFrom().ifPresent(from -> condition.add("arrived_at >= ?", from.toEpochMilli()));
        filter.arrivedBefore().ifPresent(before -> condition.add("arrived_at < ?", before.toEpochMilli()));
        if (!filter.text().isBlank()) {
            condition.find(match(filter.text()), viewer.masked());
        }
        return condition;
    }

    /** All that a viewer may see. */
    static Condition visibleTo(Viewer viewer) {
        Condition condition = new Condition();
        viewer.profiles().ifPresent(profiles -> condition.restrict("profile", profiles));
        viewer.tenants().ifPresent(tenants -> condition.restrict("tenant", tenants));
        return condition;
    }

    Condition add(String part, Object... its) {
        parts.add(part);
        Collections.addAll(values, its);
        return this;
    }

    /** Those from whom personal data is hidden find by it nothing. */
    private void find(String match, boolean masked) {
        add(
                "id IN (SELECT rowid FROM words WHERE words MATCH ?)",
                masked ? "{document_id text summary fields detail} : (" + match + ")" : match);
    }

    /** Without values it does not restrict. */
    private void in(String column, Collection<String> wanted) {
        if (!wanted.isEmpty()) {
            restrict(column, wanted);
        }
    }

    private void restrict(String column, Collection<String> allowed) {
        parts.add(column + " IN (" + String.join(", ", Collections.nCopies(allowed.size(), "?")) + ")");
        values.addAll(allowed);
    }

    String where() {
        return parts.isEmpty() ? "" : " WHERE " + String.join(" AND ", parts);
    }

    /** Sets the values; the index of the next one. */
    int bind(PreparedStatement statement) throws SQLException {
        int index = 1;
        for (Object value : values) {
            statement.setObject(index++, value);
        }
        return index;
    }

    /** The words as a query of FTS5, of whose language nothing is left: every word is quoted. */
    static String match(String text) {
        List<String> words = BLANKS.splitAsStream(text.strip())
                .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                .map(word -> '"' + word.replace("\"", "\"\"") + '"')
                .toList();
        return words.isEmpty() ? "\"\"" : String.join(" ", words).toLowerCase(Locale.ROOT) + "*";
    }
}
