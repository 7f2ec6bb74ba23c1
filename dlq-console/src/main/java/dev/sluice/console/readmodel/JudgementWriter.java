package dev.sluice.console.readmodel;

import dev.sluice.schemas.Stage;
import dev.sluice.schemas.avro.Classification;
import dev.sluice.schemas.avro.DeadLetter;
import dev.sluice.schemas.avro.Extraction;
import dev.sluice.schemas.avro.Origin;
import dev.sluice.schemas.avro.Resolution;
import dev.sluice.schemas.avro.ReviewAction;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.Summary;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes which results people judged and which values of them they changed, by the prompt version that made them. A row
 * without a pointer says that the stage's result was judged at all. For one thread.
 */
final class JudgementWriter {
    /** Places in lists say nothing of a prompt. */
    private static final Pattern PLACE = Pattern.compile("/\\d+(?=/|$)");

    private final Statements statements;

    JudgementWriter(Statements statements) {
        this.statements = statements;
    }

    /** Puts what the item's decision says in place of what it said before. */
    void put(long id, ReviewItem item) throws SQLException {
        remove(id);
        Optional<Resolution> decision = item.getResolution()
                .filter(resolution -> resolution.getAction() == ReviewAction.APPROVE
                        || resolution.getAction() == ReviewAction.CORRECT);
        if (decision.isEmpty()) {
            return;
        }
        for (Stage stage : Stage.values()) {
            Optional<Origin> origin = origin(stage, item.getDeadLetter());
            if (origin.isPresent()) {
                add(id, stage, origin.get(), "");
                for (String pointer : decision.get().getChanged()) {
                    if (stage == stageOf(pointer)) {
                        add(id, stage, origin.get(), PLACE.matcher(pointer).replaceAll("/*"));
                    }
                }
            }
        }
    }

    void remove(long id) throws SQLException {
        statements.update("DELETE FROM judged WHERE item = ?", id);
    }

    private void add(long id, Stage stage, Origin origin, String pointer) throws SQLException {
        statements.update(
                "INSERT OR IGNORE INTO judged (item, stage, made_by, pointer) VALUES (?, ?, ?, ?)",
                id,
                stage.id(),
                origin.getPromptVersion()
                        .map(version -> "prompt " + version)
                        .orElseGet(() -> "engine " + origin.getEngine()),
                pointer);
    }

    private static Optional<Origin> origin(Stage stage, DeadLetter letter) {
        return switch (stage) {
            case EXTRACT -> letter.getExtraction().map(Extraction::getOrigin);
            case SUMMARIZE -> letter.getSummary().map(Summary::getOrigin);
            case CLASSIFY -> letter.getClassification().map(Classification::getOrigin);
            case GATE -> Optional.empty();
        };
    }

    private static Stage stageOf(String pointer) {
        if (pointer.startsWith("/summary")) {
            return Stage.SUMMARIZE;
        }
        return pointer.startsWith("/label") ? Stage.CLASSIFY : Stage.EXTRACT;
    }
}
