package dev.sluice.console.readmodel;

import dev.sluice.console.review.ItemRef;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.DeadLetterReason;
import dev.sluice.schemas.avro.Lease;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/** The questions that pages ask, on one connection. */
final class ItemQueries {
    private static final String LISTED = "SELECT document_id, version, state, reason, stage, profile, tenant, label,"
            + " confidence, preview, arrived_at, queued_at, updated_at, lease_owner, lease_until, decided_by,"
            + " redrive_count, audit, sequence";

    private static final int MOST_EVENTS = 1000;

    private final Connection connection;

    ItemQueries(Connection connection) {
        this.connection = connection;
    }

    Page page(Condition condition, Sort sort, Optional<Cursor> from, int limit) throws SQLException {
        from.ifPresent(cursor -> condition.add(sort.beyond(), cursor.key(), cursor.documentId()));
        String sql = LISTED + ", " + sort.column() + " FROM items" + condition.where() + " ORDER BY " + sort.order()
                + " LIMIT ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(condition.bind(query), limit + 1);
            try (ResultSet rows = query.executeQuery()) {
                List<ListedItem> items = new ArrayList<>();
                Optional<Cursor> last = Optional.empty();
                while (rows.next()) {
                    if (items.size() == limit) {
                        return new Page(items, last);
                    }
                    items.add(listed(rows));
                    last = Optional.of(new Cursor(rows.getDouble(20), rows.getString(1)));
                }
                return new Page(items, Optional.empty());
            }
        }
    }

    /** The sizes of all states. */
    Map<ReviewState, Long> states(Condition condition) throws SQLException {
        Map<ReviewState, Long> counts = new EnumMap<>(ReviewState.class);
        grouped("state", condition).forEach((state, count) -> counts.put(ReviewState.valueOf(state), count));
        return counts;
    }

    long count(Condition condition) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM items" + condition.where())) {
            condition.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                return rows.getLong(1);
            }
        }
    }

    /** When the first of them arrived. */
    Optional<Instant> firstArrival(Condition condition) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT min(arrived_at) FROM items" + condition.where())) {
            condition.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                long first = rows.getLong(1);
                return rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(first));
            }
        }
    }

    /** How often each value of a column occurs, most often first. */
    Map<String, Long> grouped(String column, Condition condition) throws SQLException {
        String sql = "SELECT " + column + ", count(*) FROM items" + condition.where() + " GROUP BY " + column
                + " HAVING " + column + " IS NOT NULL ORDER BY 2 DESC, 1";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            condition.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                Map<String, Long> counts = new LinkedHashMap<>();
                while (rows.next()) {
                    counts.put(rows.getString(1), rows.getLong(2));
                }
                return counts;
            }
        }
    }

    List<ItemRef> refs(Condition condition, String after, int limit) throws SQLException {
        condition.add("document_id > ?", after);
        String sql = "SELECT document_id, version FROM items" + condition.where() + " ORDER BY document_id LIMIT ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(condition.bind(query), limit);
            try (ResultSet rows = query.executeQuery()) {
                List<ItemRef> refs = new ArrayList<>();
                while (rows.next()) {
                    refs.add(new ItemRef(rows.getString(1), rows.getLong(2)));
                }
                return refs;
            }
        }
    }

    Optional<ReviewItem> item(Condition condition, String documentId) throws SQLException {
        condition.add("document_id = ?", documentId);
        String sql = "SELECT item FROM items JOIN bodies USING (id)" + condition.where();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            condition.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(ItemWriter.CODEC.decode(rows.getBytes(1))) : Optional.empty();
            }
        }
    }

    Changes since(Condition condition, long sequence, int limit) throws SQLException {
        condition.add("sequence > ?", sequence);
        String sql = LISTED + " FROM items" + condition.where() + " ORDER BY sequence LIMIT ?";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setInt(condition.bind(query), limit);
            try (ResultSet rows = query.executeQuery()) {
                List<ListedItem> items = new ArrayList<>();
                long last = sequence;
                while (rows.next()) {
                    items.add(listed(rows));
                    last = rows.getLong(19);
                }
                return new Changes(last, items);
            }
        }
    }

    /** What happened to a document, oldest first. */
    List<AuditEvent> history(Condition condition, String documentId) throws SQLException {
        // Whoever may not see the item does not see its history.
        condition.add("items.document_id = ?", documentId);
        String sql = "SELECT event FROM events JOIN items USING (document_id)" + condition.where()
                + " ORDER BY at, events.rowid LIMIT " + MOST_EVENTS;
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            condition.bind(query);
            try (ResultSet rows = query.executeQuery()) {
                List<AuditEvent> events = new ArrayList<>();
                while (rows.next()) {
                    events.add(HistoryWriter.CODEC.decode(rows.getBytes(1)));
                }
                return events;
            }
        }
    }

    /** Where to go on reading. */
    Map<TopicPartition, Long> positions() throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("SELECT topic, partition, next_offset FROM positions");
                ResultSet rows = query.executeQuery()) {
            Map<TopicPartition, Long> positions = new LinkedHashMap<>();
            while (rows.next()) {
                positions.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
            return positions;
        }
    }

    Optional<String> fact(String name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT value FROM facts WHERE name = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    long lastSequence() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT max(sequence) FROM items");
                ResultSet rows = query.executeQuery()) {
            return rows.getLong(1);
        }
    }

    private static ListedItem listed(ResultSet row) throws SQLException {
        double confidence = row.getDouble(9);
        Optional<Double> known = row.wasNull() ? Optional.empty() : Optional.of(confidence);
        Optional<String> owner = Optional.ofNullable(row.getString(14));
        long until = row.getLong(15);
        return new ListedItem(
                row.getString(1),
                row.getLong(2),
                ReviewState.valueOf(row.getString(3)),
                DeadLetterReason.valueOf(row.getString(4)),
                row.getString(5),
                Optional.ofNullable(row.getString(6)),
                Optional.ofNullable(row.getString(7)),
                Optional.ofNullable(row.getString(8)),
                known,
                row.getString(10),
                Instant.ofEpochMilli(row.getLong(11)),
                Instant.ofEpochMilli(row.getLong(12)),
                Instant.ofEpochMilli(row.getLong(13)),
                owner.map(name -> new Lease(name, Instant.ofEpochMilli(until))),
                Optional.ofNullable(row.getString(16)),
                row.getInt(17),
                row.getBoolean(18));
    }
}
