package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.console.auth.Role;
import dev.sluice.console.auth.UserAdmin;
import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.console.review.CommandFactory;
import dev.sluice.console.review.CommandWriter;
import dev.sluice.console.review.ItemRef;
import dev.sluice.console.review.Letters;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A replica is killed again and again, as often as not between a decision and its publication. */
@ExtendWith(SharedCluster.class)
class KilledReplicaIT {
    private static final Viewer VIEWER = Viewer.unrestricted("ada");
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int KILLS = 3;
    private static final int DOCUMENTS_A_ROUND = 10;

    @TempDir
    private Path folder;

    private ReviewStack stack;
    private CommandWriter commands;
    private ReadModel model;

    @BeforeEach
    void start(Cluster cluster) throws Exception {
        new UserAdmin(users(), new SecureRandom())
                .putUser("ada", Role.REVIEWER, "a password of ada", Optional.empty(), Optional.empty());
        stack = ReviewStack.start(cluster, folder);
        commands = stack.commands();
        model = new ReadModel(folder.resolve("model.sqlite"), stack.clients(), stack.serdes(), Clock.systemUTC());
        model.start();
    }

    @AfterEach
    void stop() {
        model.close();
        commands.close();
        stack.close();
    }

    @Test
    void everyDecisionTakesEffectOnceHoweverOftenTheReplicaIsKilled() throws Exception {
        CommandFactory ada = new CommandFactory("ada", Clock.systemUTC(), UUID::randomUUID);
        long all = (long) KILLS * DOCUMENTS_A_ROUND;
        for (int i = 0; i < all; i++) {
            stack.deadLetter(Letters.held("document-" + i, i).build());
        }
        for (int round = 0; round < KILLS; round++) {
            try (ConsoleProcess replica = replica()) {
                replica.awaitReady();
                awaitCount(Tab.PENDING, all - (long) round * DOCUMENTS_A_ROUND);
                for (int i = 0; i < DOCUMENTS_A_ROUND; i++) {
                    String id = "document-" + (round * DOCUMENTS_A_ROUND + i);
                    commands.write(ada.approve(new ItemRef(id, 1), "")).join();
                }
                awaitCount(Tab.PENDING, all - (long) (round + 1) * DOCUMENTS_A_ROUND);
                replica.kill();
            }
        }
        try (ConsoleProcess last = replica()) {
            last.awaitReady();
            awaitCount(Tab.RESOLVED, all);
        }

        assertThat(stack.read(Topic.ENRICHED, EnrichedDocument.class))
                .hasSize((int) all)
                .extracting(EnrichedDocument::getDocumentId)
                .doesNotHaveDuplicates();
        assertThat(stack.read(Topic.CORRECTIONS, Correction.class)).hasSize((int) all);
        List<AuditEvent> published = stack.read(Topic.AUDIT, AuditEvent.class).stream()
                .filter(event -> event.getAction() == AuditAction.PUBLISH)
                .toList();
        assertThat(published).hasSize((int) all);
    }

    /** The same replica each time, with its state, as a StatefulSet or a restarted container has it. */
    private ConsoleProcess replica() {
        Map<String, String> config = new HashMap<>(stack.surroundings());
        config.put("kafka.group.instance.id", "replica");
        config.put("kafka.session.timeout.ms", "10000");
        config.put("console.state.dir", folder.resolve("state-replica").toString());
        config.put("console.users.file", users().toString());
        config.put("console.port", "0");
        config.put("console.undo.ms", "1000");
        return ConsoleProcess.start(config, folder);
    }

    private Path users() {
        return folder.resolve("users");
    }

    private void awaitCount(Tab tab, long count) {
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(model.counts(ItemFilter.of(Tab.ALL), VIEWER)).contains(Map.entry(tab, count)));
    }
}
