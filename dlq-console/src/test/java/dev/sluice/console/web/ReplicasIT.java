package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import dev.sluice.console.ConsoleApp;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.AuditOutcome;
import dev.sluice.schemas.avro.BulkProgress;
import dev.sluice.schemas.avro.BulkRun;
import dev.sluice.schemas.avro.BulkState;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People who decide, and act on many documents, at a console of several replicas. Each test has documents of its own. */
@ExtendWith(SharedCluster.class)
final class ReplicasIT {
    private static final Pattern SOME_DONE = Pattern.compile("[1-9] done");

    @TempDir
    private static Path folder;

    private static Office office;
    private static ConsoleApp other;

    @BeforeAll
    static void open(Cluster cluster) throws IOException {
        office = Office.open(cluster, folder, Duration.ofSeconds(2));
        other = office.stack.replica();
    }

    @AfterAll
    static void close() {
        office.close();
    }

    @AfterEach
    void goHome() {
        office.evening();
    }

    @Test
    void saysThatARunIsInterruptedWhoseReplicaIsSilentAndHowToGoOn() {
        Instant before = Instant.now().minus(BulkStatus.SILENCE.multipliedBy(2));
        tell("silent", "operator", before, BulkState.RUNNING);
        Desk desk = office.desk();
        desk.login("operator");

        desk.awaitPage("/bulk/run?id=silent");

        assertThat(status(desk)).containsText("Interrupted");
        desk.page.getByText("open the list that it was begun from").click();
        assertThat(desk.page).hasURL(office.stack.app.url() + "/?q=spam");
        assertThat(desk.page.locator("[data-tab]").first()).isVisible();
    }

    @Test
    void sendsWhoIsLoggedOutWhileARunIsFollowedToTheLogin() {
        tell("followed", "operator", Instant.now(), BulkState.RUNNING);
        Desk desk = office.desk();
        desk.login("operator");
        desk.awaitPage("/bulk/run?id=followed");
        assertThat(status(desk)).containsText("At most 20 a second");

        desk.page.context().clearCookies();

        assertThat(desk.page).hasURL(office.stack.app.url() + "/login?next=%2Fbulk%2Frun%3Fid%3Dfollowed");
    }

    @Test
    void showsNobodyTheRunsOfOthers() {
        tell("foreign", "somebody", Instant.now(), BulkState.RUNNING);
        tell("own", "operator", Instant.now(), BulkState.FINISHED);
        Desk desk = office.desk();
        desk.login("operator");

        desk.awaitPage("/bulk/run?id=own");

        assertThat(desk.to("/bulk/run?id=foreign").status()).isEqualTo(404);
    }

    @Test
    void takesWhoLoggedInAtOneReplicaForTheSameAtAnotherUntilTheyLogOut() {
        Desk desk = office.at("reviewer", Samples.email("wandering", 1));
        Desk elsewhere = office.deskAt(other, desk);
        elsewhere.await("wandering");
        elsewhere.page.getByLabel("Summary").fill("Written at the other.");
        elsewhere.publish();
        assertThat(elsewhere.page.locator(".status")).hasText(Pattern.compile("decided|resolved"));

        desk.to("/");
        desk.page.locator("form[action='/logout'] button").click();
        assertThat(desk.page.locator("[role=status]")).containsText("You are logged out");
        elsewhere.to("/");

        assertThat(elsewhere.page).hasURL(other.url() + "/login?next=%2F");
        assertThat(office.published("wandering").getSummary().getText()).isEqualTo("Written at the other.");
    }

    @Test
    void showsAtOneReplicaWhatWasDoneAtAnotherAMomentAgo() {
        for (int i = 0; i < 5; i++) {
            Desk desk = office.at("reviewer", Samples.email("moment-" + i, i));
            APIResponse answer = desk.page
                    .request()
                    .post(
                            office.stack.app.url() + "/item/act",
                            RequestOptions.create()
                                    .setMaxRedirects(0)
                                    .setForm(FormData.create()
                                            .set("_csrf", csrf(desk))
                                            .set("id", "moment-" + i)
                                            .set("version", "1")
                                            .set("action", "park")));

            Desk elsewhere = office.deskAt(other, desk);
            elsewhere.to(answer.headers().getOrDefault("location", ""));

            assertThat(elsewhere.page.locator(".status").textContent()).isEqualTo("parked");
        }
    }

    private static String csrf(Desk desk) {
        return desk.page.locator("#publish [name=_csrf]").inputValue();
    }

    @Test
    void actsOnAllThatAFilterMatchesAfterSayingHowMany() {
        Desk desk = holding("spam", 2);

        ask(desk, "/?q=spam");
        assertThat(desk.page.locator("main")).containsText("2 items");
        desk.page.locator("main button.primary").click();

        assertThat(status(desk)).containsText("2 of 2: 2 done");
        assertThat(status(desk)).containsText("Finished");
    }

    @Test
    void isCancelledAtAnotherReplicaThanTheOneThatCarriesItOut() {
        Desk desk = holding("slow", 20);
        ask(desk, "/?q=slow");
        desk.page.locator("main input[name=rate]").fill("1");
        desk.page.locator("main button.primary").click();
        assertThat(status(desk)).containsText(SOME_DONE);
        String run = desk.page.url().substring(office.stack.app.url().length());

        Desk elsewhere = office.deskAt(other, desk);
        elsewhere.awaitPage(run);
        assertThat(status(elsewhere)).containsText("of 20");
        elsewhere.page.locator("#run button.danger").click();

        assertThat(status(elsewhere)).containsText("Cancelled");
        assertThat(status(desk)).containsText("Cancelled");
        assertThat(discards("slow", 20)).isBetween(1, 18);
    }

    @Test
    void isInterruptedWhenItsReplicaEndsAndLeavesTheRestAsItWas() throws IOException {
        ConsoleApp ending = office.stack.replica();
        Desk desk = holding("ending", 20);
        Desk there = office.deskAt(ending, desk);
        there.awaitRows("/?q=ending", 20);
        ask(there, "/?q=ending");
        there.page.locator("main input[name=rate]").fill("1");
        there.page.locator("main button.primary").click();
        assertThat(status(there)).containsText(SOME_DONE);
        String run = there.page.url().substring(ending.url().length());

        there.page.close();
        ending.close();

        desk.awaitPage(run);
        assertThat(status(desk)).containsText("Interrupted");
        // One more may have been under way.
        Awaitility.await().atMost(Office.LONG).until(() -> desk.rows("/?q=ending") == 20 - discards("ending", 20));
        assertThat(discards("ending", 20)).isBetween(1, 18);
        ask(desk, "/?q=ending");
        desk.page.locator("main button.primary").click();
        assertThat(status(desk)).containsText("Finished");
        assertThat(discards("ending", 20)).isEqualTo(20);
    }

    /** A run as another replica tells of it, begun from the list of what "spam" finds. */
    private static void tell(String id, String actor, Instant at, BulkState state) {
        office.stack.tell(BulkRun.newBuilder()
                .setRunId(id)
                .setActor(actor)
                .setAt(at)
                .setProgress(new BulkProgress("Discard as spam", "q=spam", 10L, 20, at, 3L, 1L, state, List.of()))
                .build());
    }

    /** Has so many documents held that a word finds, and an operator before the list of them. */
    private static Desk holding(String word, int count) {
        for (int i = 1; i <= count; i++) {
            office.stack.hold(Samples.email(word + "-" + i, i));
        }
        Desk desk = office.desk();
        desk.login("operator");
        desk.awaitRows("/?q=" + word, count);
        return desk;
    }

    /** Asks how many it would be about to discard all of a list. */
    private static void ask(Desk desk, String path) {
        desk.to(path);
        desk.page.locator("#bulk [name=scope]").selectOption("all");
        desk.page.locator("#bulk [name=action]").selectOption("discard");
        desk.page.locator("#bulk [name=reason]").selectOption("SPAM");
        desk.page.locator("#bulk button").click();
        assertThat(desk.page.locator("main button.primary")).isVisible();
    }

    private static Locator status(Desk desk) {
        return desk.page.locator("#run [role=status]");
    }

    /** How many of the documents were discarded; none of them twice. */
    private static int discards(String word, int count) {
        int discarded = 0;
        for (int i = 1; i <= count; i++) {
            long times = office.stack.records(Topic.AUDIT, AuditEvent.class, word + "-" + i).stream()
                    .filter(event ->
                            event.getAction() == AuditAction.DISCARD && event.getOutcome() == AuditOutcome.ACCEPTED)
                    .count();
            assertThat(times).isLessThanOrEqualTo(1);
            discarded += (int) times;
        }
        return discarded;
    }
}
