package dev.sluice.console.readmodel;

import dev.sluice.schemas.avro.OutcomeCount;
import java.sql.SQLException;
import java.util.Optional;

/** Writes how many documents ended how. For one thread. */
final class OutcomeWriter {
    private final Statements statements;

    OutcomeWriter(Statements statements) {
        this.statements = statements;
    }

    /** Puts a count in place of the one before; without a count it is forgotten. */
    void put(String key, Optional<OutcomeCount> count) throws SQLException {
        if (count.isEmpty()) {
            statements.update("DELETE FROM outcomes WHERE key = ?", key);
        } else {
            statements.update(
                    "INSERT OR REPLACE INTO outcomes (key, hour, outcome, reason, count) VALUES (?, ?, ?, ?, ?)",
                    key,
                    count.get().getHour().toEpochMilli(),
                    count.get().getOutcome().name(),
                    count.get().getReason().orElse(""),
                    count.get().getCount());
        }
    }
}
