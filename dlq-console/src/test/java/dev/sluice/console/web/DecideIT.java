package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.Correction;
import dev.sluice.schemas.avro.CorrectionKind;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** People who decide, one document at a time. Each test has a document of its own. */
@ExtendWith(SharedCluster.class)
final class DecideIT {
    @TempDir
    private static Path folder;

    private static Office office;

    @BeforeAll
    static void open(Cluster cluster) throws IOException {
        office = Office.open(cluster, folder, Duration.ofSeconds(8));
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
    void saysWhatIsWrongWithACorrectionAtItsValueAndKeepsWhatWasTyped() {
        Desk desk = office.at("reviewer", Samples.invoice("wrong", 1));

        desk.page.getByLabel("Net amount").fill("a lot");
        desk.page.getByLabel("Summary").fill("My own words.");
        desk.publish();

        Locator field = desk.page.locator("[data-field='/fields/net_amount']");
        assertThat(field.locator(".problem")).isVisible();
        assertThat(desk.page.getByLabel("Net amount")).hasValue("a lot");
        assertThat(desk.page.getByLabel("Summary")).hasValue("My own words.");
        assertThat(office.stack.records(Topic.ENRICHED, EnrichedDocument.class, "wrong"))
                .isEmpty();
    }

    @Test
    void publishesACorrectionOnceWithWhatWasChanged() {
        Desk desk = office.at("reviewer", Samples.email("corrected", 1));

        desk.page.getByLabel("Order id").fill("54321");
        assertThat(desk.page.getByText("Save correction")).isVisible();
        desk.publish();

        EnrichedDocument document = office.published("corrected");
        assertThat(document.getExtraction().getFields()).contains("54321");
        assertThat(document.getReview().orElseThrow().getReviewer()).isEqualTo("reviewer");
        assertThat(document.getReview().orElseThrow().getChanged()).containsExactly("/fields/order_id");
        List<Correction> corrections = office.stack.records(Topic.CORRECTIONS, Correction.class, "corrected");
        assertThat(corrections).singleElement().extracting(Correction::getKind).isEqualTo(CorrectionKind.CORRECTED);
    }

    @Test
    void approvesWhatWasNotChangedAsItIs() {
        Desk desk = office.at("reviewer", Samples.email("approved", 1));

        desk.publish();

        EnrichedDocument document = office.published("approved");
        assertThat(document.getReview().orElseThrow().getDecision()).isEqualTo(CorrectionKind.APPROVED);
        assertThat(document.getReview().orElseThrow().getChanged()).isEmpty();
    }

    @Test
    void publishesNothingThatWasUndone() {
        Desk desk = office.at("reviewer", Samples.email("undone", 1));

        desk.publish();
        desk.page.locator("[data-undo] button").click();

        assertThat(desk.page.locator(".status")).hasText("pending");
        desk.page.waitForTimeout(10_000);
        assertThat(office.stack.records(Topic.ENRICHED, EnrichedDocument.class, "undone"))
                .isEmpty();
    }

    @Test
    void tellsTheSecondOfTwoThatTheItemHasChanged() {
        Desk desk = office.at("reviewer", Samples.email("raced", 1));
        Desk other = office.desk();
        other.login("second");
        other.open("raced");

        desk.page.locator("[data-key=c]").click();
        assertThat(desk.page.getByText("yours until")).isVisible();
        other.page.getByLabel("Summary").fill("The second's words.");
        other.publish();

        assertThat(other.page.locator(".notice.error")).containsText("changed since you saw it");
        assertThat(other.page.getByLabel("Summary")).hasValue("The second's words.");
        assertThat(other.page.getByText("reviewer works on this item")).isVisible();
    }

    @Test
    void isWorkedByKeyboardAlone() {
        Desk desk = office.at("reviewer", Samples.email("keys-1", 1));
        office.stack.hold(Samples.email("keys-2", 2));
        desk.awaitRows("/?q=keys", 2);

        desk.page.keyboard().press("j");
        desk.page.keyboard().press("Enter");
        assertThat(desk.page.locator(".subject")).isVisible();
        desk.page.keyboard().press("2");
        desk.page.keyboard().press("Escape");
        desk.page.keyboard().press("?");
        assertThat(desk.page.getByRole(AriaRole.DIALOG)).isVisible();
        desk.page.keyboard().press("Escape");
        desk.page.keyboard().press("e");
        desk.page.keyboard().press("Control+Enter");

        assertThat(desk.page.locator(".toast")).isVisible();
        assertThat(desk.page.locator(".facts .id")).containsText("keys-");
    }
}
