package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.Spend;
import java.sql.SQLException;
import java.util.Optional;

/** Writes what calls to models cost. For one thread. */
final class SpendWriter {
    private final Statements statements;

    SpendWriter(Statements statements) {
        this.statements = statements;
    }

    /** Puts a sum in place of the one before; without a sum it is forgotten. */
    void put(String key, Optional<Spend> spend) throws SQLException {
        if (spend.isEmpty()) {
            statements.update("DELETE FROM spend WHERE key = ?", key);
        } else {
            statements.update(
                    "INSERT OR REPLACE INTO spend (key, window, start, subject, name, calls, failed, unpriced, micros)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    key,
                    spend.get().getWindow().name(),
                    spend.get().getStart().toEpochMilli(),
                    spend.get().getSubject().name(),
                    spend.get().getName(),
                    spend.get().getCalls(),
                    spend.get().getFailedCalls(),
                    spend.get().getUnpricedCalls(),
                    spend.get().getCostMicros());
        }
    }
}
