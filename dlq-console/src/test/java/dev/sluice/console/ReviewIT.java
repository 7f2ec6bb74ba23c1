package dev.sluice.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.console.readmodel.ItemFilter;
import dev.sluice.console.readmodel.ReadModel;
import dev.sluice.console.readmodel.Tab;
import dev.sluice.console.readmodel.Viewer;
import dev.sluice.console.review.CommandFactory;
import dev.sluice.console.review.CommandWriter;
import dev.sluice.console.review.ItemRef;
import dev.sluice.console.review.Letters;
import dev.sluice.console.review.ReviewStreams;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.avro.ReviewCommand;
import dev.sluice.schemas.avro.ReviewItem;
import dev.sluice.schemas.avro.ReviewState;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Review on a real broker and a real registry. */
@ExtendWith(SharedCluster.class)
final class ReviewIT {
    private static final Duration SOON = ReviewStack.SOON;
    private static final Viewer VIEWER = Viewer.unrestricted("ada");
    private static final int DOCUMENTS = 20;

    @TempDir
    private Path folder;

    private ReviewStack stack;
    private CommandWriter commands;
    private ReadModel model;

    @BeforeEach
    void start(Cluster cluster) throws Exception {
        stack = ReviewStack.start(cluster, folder);
        commands = stack.commands();
        model = model("model");
    }

    @AfterEach
    void stop() {
        model.close();
        commands.close();
        stack.close();
    }

    @Test
    void ofTwoReviewersWhoRaceForAnItemOneGetsIt() throws Exception {
        stack.replica("one", Duration.ZERO);
        for (int i = 0; i < DOCUMENTS; i++) {
            stack.deadLetter(Letters.held("document-" + i, i).build());
        }
        awaitCount(Tab.PENDING, DOCUMENTS);

        for (int i = 0; i < DOCUMENTS; i++) {
            ItemRef ref = new ItemRef("document-" + i, 1);
            ReviewCommand ada = as("ada").approve(ref, "");
            ReviewCommand bob = as("bob").approve(ref, "");
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<Void> first = race(go, ada);
            CompletableFuture<Void> second = race(go, bob);
            go.countDown();
            CompletableFuture.allOf(first, second).join();
        }
        awaitCount(Tab.RESOLVED, DOCUMENTS);

        assertThat(stack.read(Topic.ENRICHED, EnrichedDocument.class))
                .hasSize(DOCUMENTS)
                .extracting(EnrichedDocument::getDocumentId)
                .doesNotHaveDuplicates();
        for (int i = 0; i < DOCUMENTS; i++) {
            ReviewItem item = model.item("document-" + i, VIEWER).orElseThrow();
            assertThat(item.getLastRejection()
                            .map(rejection -> rejection.getActor())
                            .orElse(item.getResolution().orElseThrow().getActor()))
                    .isIn("ada", "bob");
        }
    }

    /** The first replica goes away inside the undo windows; the second one ends them, each once. */
    @Test
    void aReplicaThatEndsBetweenDecisionAndPublicationDoublesAndLosesNothing() throws Exception {
        ReviewStreams first = stack.replica("one", Duration.ofSeconds(20));
        for (int i = 0; i < DOCUMENTS; i++) {
            stack.deadLetter(Letters.held("document-" + i, i).build());
        }
        awaitCount(Tab.PENDING, DOCUMENTS);
        ReviewCommand undone = as("ada").approve(new ItemRef("document-0", 1), "");
        commands.write(undone).join();
        for (int i = 1; i < DOCUMENTS; i++) {
            commands.write(as("ada").approve(new ItemRef("document-" + i, 1), ""))
                    .join();
        }
        awaitCount(Tab.DECIDED, DOCUMENTS);
        first.close();
        // Nobody is there to deal with it before its window has ended.
        commands.write(as("ada").undo("document-0", undone.getCommandId())).join();
        assertThat(stack.read(Topic.ENRICHED, EnrichedDocument.class)).isEmpty();
        await().atMost(SOON).until(() -> decisionsAreDue());

        stack.replica("two", Duration.ofSeconds(20));
        awaitCount(Tab.RESOLVED, DOCUMENTS - 1);

        assertThat(model.item("document-0", VIEWER).orElseThrow().getState())
                .as("the undo stands in the topic before the end of the window")
                .isEqualTo(ReviewState.PENDING);
        assertThat(stack.read(Topic.ENRICHED, EnrichedDocument.class))
                .hasSize(DOCUMENTS - 1)
                .extracting(EnrichedDocument::getDocumentId)
                .doesNotHaveDuplicates()
                .doesNotContain("document-0");
        assertThat(stack.read(Topic.CORRECTIONS, Correction.class)).hasSize(DOCUMENTS - 1);
    }

    @Test
    void aFileThatIsDeletedWhileItIsUsedIsMadeAnewAndFollowsOn() throws Exception {
        stack.replica("one", Duration.ZERO);
        stack.deadLetter(Letters.held("document-0", 0).build());
        stack.deadLetter(Letters.held("document-1", 1).build());
        awaitCount(Tab.PENDING, 2);

        // The file last: it is made anew as soon as it is gone.
        for (String suffix : List.of("-wal", "-shm", "")) {
            Files.deleteIfExists(folder.resolve("model.sqlite" + suffix));
        }
        await().atMost(SOON).until(() -> Files.exists(folder.resolve("model.sqlite")));
        awaitCount(Tab.PENDING, 2);
        ReviewCommand approval = as("ada").approve(new ItemRef("document-0", 1), "");
        commands.write(approval).join();

        assertThat(model.awaitCommand("document-0", approval.getCommandId(), VIEWER, SOON))
                .isPresent();
        awaitCount(Tab.RESOLVED, 1);
        model.close();
        model = model("model");
        assertThat(model.count(ItemFilter.of(Tab.ALL), VIEWER))
                .as("what was written is in the file that has the name")
                .isEqualTo(2);
    }

    private boolean decisionsAreDue() {
        return model.item("document-" + (DOCUMENTS - 1), VIEWER)
                .flatMap(ReviewItem::getDecision)
                .filter(decision ->
                        decision.getPublishAt().isBefore(Clock.systemUTC().instant()))
                .isPresent();
    }

    private CompletableFuture<Void> race(CountDownLatch go, ReviewCommand command) {
        return CompletableFuture.runAsync(() -> {
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            commands.write(command).join();
        });
    }

    private void awaitCount(Tab tab, long count) {
        await().atMost(SOON)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(model.counts(ItemFilter.of(Tab.ALL), VIEWER)).contains(Map.entry(tab, count)));
    }

    private ReadModel model(String name) throws Exception {
        ReadModel opened =
                new ReadModel(folder.resolve(name + ".sqlite"), stack.clients(), stack.serdes(), Clock.systemUTC());
        opened.start();
        return opened;
    }

    private static CommandFactory as(String actor) {
        return new CommandFactory(actor, Clock.systemUTC(), UUID::randomUUID);
    }
}
