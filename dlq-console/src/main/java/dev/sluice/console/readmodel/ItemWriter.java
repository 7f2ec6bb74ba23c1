package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.Lease;
import dev.sluice.schemas.avro.PendingDecision;
import dev.sluice.schemas.avro.Resolution;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.SourceCoordinates;
import dev.sluice.schemas.versions.StoreCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes items into the file. For one thread. */
final class ItemWriter {
    static final StoreCodec<ReviewItem> CODEC = StoreCodec.of(ReviewItem.class);

    private static final List<String> COLUMNS = List.of(
            "version",
            "state",
            "reason",
            "stage",
            "profile",
            "tenant",
            "label",
            "confidence",
            "confidence_key",
            "preview",
            "arrived_at",
            "queued_at",
            "updated_at",
            "lease_owner",
            "lease_until",
            "decided_by",
            "redrive_count",
            "audit",
            "letter",
            "resolved_at",
            "resolved_by_action",
            "sequence",
            "document_id");

    private final Statements statements;
    private final JudgementWriter judgements;

    private record Known(long id, String letter) {}

    ItemWriter(Statements statements) {
        this.statements = statements;
        this.judgements = new JudgementWriter(statements);
    }

    /** Puts an item in place of what is known of its document. */
    void put(ReviewItem item, long sequence) throws SQLException {
        Optional<Known> known = find(item.getDocumentId());
        String letter = letter(item);
        PreparedStatement row = statements.of(
                known.isPresent()
                        ? "UPDATE items SET " + String.join(" = ?, ", COLUMNS.subList(0, COLUMNS.size() - 1))
                                + " = ? WHERE document_id = ?"
                        : "INSERT INTO items (" + String.join(", ", COLUMNS) + ") VALUES ("
                                + "?, ".repeat(COLUMNS.size() - 1) + "?)");
        bind(row, item, letter, sequence);
        row.executeUpdate();
        long id = known.isPresent()
                ? known.get().id()
                : find(item.getDocumentId()).orElseThrow().id();
        statements.update("INSERT OR REPLACE INTO bodies (id, item) VALUES (?, ?)", id, CODEC.encode(item));
        judgements.put(id, item);
        // Most changes leave the document as it is, and its words are the dear part.
        if (known.isEmpty() || !known.get().letter().equals(letter)) {
            if (known.isPresent()) {
                forgetWords(id);
            }
            index(id, item);
        }
    }

    /** Forgets a document. */
    void remove(String documentId) throws SQLException {
        Optional<Known> known = find(documentId);
        if (known.isPresent()) {
            long id = known.get().id();
            forgetWords(id);
            judgements.remove(id);
            statements.update("DELETE FROM bodies WHERE id = ?", id);
            statements.update("DELETE FROM items WHERE id = ?", id);
        }
    }

    private void forgetWords(long id) throws SQLException {
        statements.update("DELETE FROM words WHERE rowid = ?", id);
    }

    private void index(long id, ReviewItem item) throws SQLException {
        ItemWords words = ItemWords.of(item);
        statements.update(
                "INSERT INTO words (rowid, document_id, text, summary, fields, detail, hidden) VALUES (?, ?, ?, ?, ?, ?, ?)",
                id,
                words.documentId(),
                words.text(),
                words.summary(),
                words.fields(),
                words.detail(),
                words.hidden());
    }

    private static void bind(PreparedStatement row, ReviewItem item, String letter, long sequence) throws SQLException {
        int i = 1;
        row.setLong(i++, item.getVersion());
        row.setString(i++, item.getState().name());
        row.setString(i++, item.getReason().name());
        row.setString(i++, item.getStage());
        row.setString(i++, item.getProfile().orElse(null));
        row.setString(i++, item.getTenant().orElse(null));
        row.setString(i++, item.getLabel().orElse(null));
        row.setObject(i++, item.getConfidence().orElse(null));
        row.setDouble(i++, item.getConfidence().orElse(-1.0));
        row.setString(i++, item.getPreview());
        row.setLong(i++, item.getArrivedAt().toEpochMilli());
        row.setLong(i++, item.getQueuedAt().toEpochMilli());
        row.setLong(i++, item.getUpdatedAt().toEpochMilli());
        row.setString(i++, item.getLease().map(Lease::getOwner).orElse(null));
        row.setObject(
                i++,
                item.getLease()
                        .map(Lease::getUntil)
                        .map(until -> until.toEpochMilli())
                        .orElse(null));
        row.setString(i++, decidedBy(item).orElse(null));
        row.setInt(i++, item.getRedriveCount());
        row.setBoolean(i++, item.getAudit());
        row.setString(i++, letter);
        row.setObject(
                i++,
                item.getResolution()
                        .map(resolution -> resolution.getAt().toEpochMilli())
                        .orElse(null));
        row.setString(
                i++,
                item.getResolution()
                        .map(resolution -> resolution.getAction().name())
                        .orElse(null));
        row.setLong(i++, sequence);
        row.setString(i, item.getDocumentId());
    }

    private static Optional<String> decidedBy(ReviewItem item) {
        return item.getDecision()
                .map(PendingDecision::getCommand)
                .map(command -> command.getActor())
                .or(() -> item.getResolution().map(Resolution::getActor));
    }

    /** Tells one dead letter of a document from the next. */
    private static String letter(ReviewItem item) {
        SourceCoordinates source = item.getDeadLetter().getSource();
        return String.join(
                "/",
                source.getTopic(),
                Integer.toString(source.getPartition()),
                Long.toString(source.getOffset()),
                Integer.toString(item.getDeadLetterPartition()),
                Long.toString(item.getDeadLetterOffset()));
    }

    private Optional<Known> find(String documentId) throws SQLException {
        PreparedStatement query = statements.of("SELECT id, letter FROM items WHERE document_id = ?");
        query.setString(1, documentId);
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? Optional.of(new Known(rows.getLong(1), rows.getString(2))) : Optional.empty();
        }
    }
}
