package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.DocumentOutcome;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.SpendSubject;
import dev.sluice.schemas.avro.SpendWindow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Figures over many documents: what became of them, and what people made of those that they were shown. Thread-safe. */
public final class Statistics {
    private final Follower follower;

    Statistics(Follower follower) {
        this.follower = follower;
    }

    /**
     * How documents ended within an hour.
     *
     * @param reason why they were held; empty for others
     */
    public record Ended(Instant hour, DocumentOutcome outcome, Optional<String> reason, long count) {}

    /**
     * How many decisions of one kind took effect, and how long they took from the document's arrival.
     *
     * @param median half of them took no longer
     * @param slowest nine in ten took no longer
     */
    public record Decided(ReviewAction action, long count, Duration median, Duration slowest) {}

    /**
     * A value that people changed.
     *
     * @param pointer into the object of fields, summary and label, with a star for places in lists
     * @param madeBy the prompt version, or the engine of results that have none
     * @param changed how often
     * @param judged of how many results
     */
    public record Changed(String profile, String pointer, String madeBy, long changed, long judged) {}

    /**
     * What calls to models cost in a window of time.
     *
     * @param name which model, tenant or profile; empty for all
     * @param micros millionths of a US dollar, without the unpriced calls
     */
    public record Spent(SpendSubject subject, String name, long calls, long failed, long unpriced, long micros) {}

    /** What the calls of the window that begins then cost so far, the dearest first. */
    public List<Spent> spend(SpendWindow window, Instant start) {
        return follower.read(connection -> {
            String sql =
                    "SELECT subject, name, calls, failed, unpriced, micros FROM spend WHERE window = ? AND start = ?"
                            + " ORDER BY micros DESC, calls DESC, name";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setString(1, window.name());
                query.setLong(2, start.toEpochMilli());
                List<Spent> spent = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        spent.add(new Spent(
                                SpendSubject.valueOf(rows.getString(1)),
                                rows.getString(2),
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5),
                                rows.getLong(6)));
                    }
                }
                return spent;
            }
        });
    }

    /** How all documents ended since then, hour by hour; oldest first. */
    public List<Ended> outcomes(Instant since) {
        return follower.read(connection -> {
            String sql = "SELECT hour, outcome, reason, sum(count) FROM outcomes WHERE hour >= ?"
                    + " GROUP BY hour, outcome, reason ORDER BY hour, outcome, reason";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setLong(1, since.toEpochMilli());
                List<Ended> outcomes = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        outcomes.add(new Ended(
                                Instant.ofEpochMilli(rows.getLong(1)),
                                DocumentOutcome.valueOf(rows.getString(2)),
                                Optional.of(rows.getString(3)).filter(reason -> !reason.isEmpty()),
                                rows.getLong(4)));
                    }
                }
                return outcomes;
            }
        });
    }

    /** The decisions that took effect since then, by kind. */
    public List<Decided> decisions(Instant since, Viewer viewer) {
        return follower.read(connection -> {
            Condition condition = Condition.visibleTo(viewer)
                    .add("resolved_at >= ?", since.toEpochMilli())
                    .add("resolved_by_action <> 'UNKNOWN'");
            String sql = "SELECT resolved_by_action, resolved_at - arrived_at FROM items" + condition.where()
                    + " ORDER BY 1, 2";
            Map<ReviewAction, List<Long>> times = new EnumMap<>(ReviewAction.class);
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                condition.bind(query);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        times.computeIfAbsent(ReviewAction.valueOf(rows.getString(1)), key -> new ArrayList<>())
                                .add(rows.getLong(2));
                    }
                }
            }
            return times.entrySet().stream()
                    .map(each -> new Decided(
                            each.getKey(),
                            each.getValue().size(),
                            quantile(each.getValue(), 0.5),
                            quantile(each.getValue(), 0.9)))
                    .toList();
        });
    }

    /** The values that people changed most often since then, most often first. */
    public List<Changed> changes(Instant since, Viewer viewer, int limit) {
        return follower.read(connection -> {
            Condition condition = Condition.visibleTo(viewer).add("resolved_at >= ?", since.toEpochMilli());
            String sql = "WITH seen AS (SELECT coalesce(profile, '') AS profile, stage_made.* FROM judged AS stage_made"
                    + " JOIN items ON items.id = stage_made.item" + condition.where() + "),"
                    + " whole AS (SELECT profile, stage, made_by, count(*) AS judged FROM seen WHERE pointer = ''"
                    + " GROUP BY profile, stage, made_by)"
                    + " SELECT profile, pointer, made_by, count(*) AS changed, whole.judged FROM seen"
                    + " JOIN whole USING (profile, stage, made_by) WHERE pointer <> ''"
                    + " GROUP BY profile, pointer, made_by ORDER BY changed DESC, profile, pointer, made_by LIMIT ?";
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setInt(condition.bind(query), limit);
                List<Changed> changes = new ArrayList<>();
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        changes.add(changed(rows));
                    }
                }
                return changes;
            }
        });
    }

    private static Changed changed(ResultSet row) throws SQLException {
        return new Changed(row.getString(1), row.getString(2), row.getString(3), row.getLong(4), row.getLong(5));
    }

    /** Of sorted values, of which there is at least one. */
    private static Duration quantile(List<Long> millis, double share) {
        int rank = (int) Math.ceil(share * millis.size()) - 1;
        return Duration.ofMillis(millis.get(Math.max(0, rank)));
    }
}
