package dev.sluice.console.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.AuditOutcome;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
    @TempDir
    private Path folder;

    private Replica replica;

    @BeforeEach
    void open() throws Exception {
        replica = new Replica(folder.resolve("items.sqlite"));
        replica.write(Replica.item("a", 1), Replica.item("b", 2));
    }

    @AfterEach
    void close() {
        replica.close();
    }

    @Test
    void leavesOutAnEventThatCannotBeRead() throws Exception {
        replica.writeRubbish(Topic.AUDIT);
        replica.write(event("1", "a", AuditAction.ARRIVED, 0));

        assertThat(replica.model().history("a", Replica.ADA)).hasSize(1);
    }

    @Test
    void tellsWhatHappenedToTheDocumentInItsOrderAndEachThingOnce() throws Exception {
        replica.write(event("2", "a", AuditAction.CLAIM, 5));
        replica.write(event("1", "a", AuditAction.ARRIVED, 0));
        replica.write(event("3", "b", AuditAction.ARRIVED, 0));
        replica.write(event("2", "a", AuditAction.CLAIM, 5));

        assertThat(replica.model().history("a", Replica.ADA))
                .extracting(AuditEvent::getAction)
                .containsExactly(AuditAction.ARRIVED, AuditAction.CLAIM);
    }

    @Test
    void tellsNothingToWhoeverMayNotSeeTheDocument() throws Exception {
        replica.write(event("1", "a", AuditAction.ARRIVED, 0));

        assertThat(replica.model().history("a", new Viewer("eve", Optional.of(Set.of("other")), Optional.empty())))
                .isEmpty();
    }

    @Test
    void forgetsTheHistoryWithTheDocument() throws Exception {
        replica.write(event("1", "a", AuditAction.ARRIVED, 0));
        replica.write(event("2", "a", AuditAction.FORGOTTEN, 5));

        assertThat(replica.model().history("a", Replica.ADA)).isEmpty();
    }

    private static AuditEvent event(String id, String documentId, AuditAction action, int second) {
        return AuditEvent.newBuilder()
                .setEventId(id)
                .setDocumentId(documentId)
                .setActor("ada")
                .setAt(Replica.NOW.plusSeconds(second))
                .setAction(action)
                .setOutcome(AuditOutcome.ACCEPTED)
                .build();
    }
}
