package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.versions.StoreCodec;
import java.sql.SQLException;

/** Writes what happened to documents; of one that was forgotten nothing is kept. For one thread. */
final class HistoryWriter {
    static final StoreCodec<AuditEvent> CODEC = StoreCodec.of(AuditEvent.class);

    private final Statements statements;

    HistoryWriter(Statements statements) {
        this.statements = statements;
    }

    /** Adds an event, once however often it is read. */
    void put(AuditEvent event) throws SQLException {
        if (event.getAction() == AuditAction.FORGOTTEN) {
            statements.update("DELETE FROM events WHERE document_id = ?", event.getDocumentId());
        } else {
            statements.update(
                    "INSERT OR REPLACE INTO events (event_id, document_id, at, event) VALUES (?, ?, ?, ?)",
                    event.getEventId(),
                    event.getDocumentId(),
                    event.getAt().toEpochMilli(),
                    CODEC.encode(event));
        }
    }
}
