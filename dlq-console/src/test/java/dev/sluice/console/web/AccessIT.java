package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What those see and can do who may not see or do all. Each test has documents of its own. */
@ExtendWith(SharedCluster.class)
final class AccessIT {
    @TempDir
    private static Path folder;

    private static Office office;

    @BeforeAll
    static void open(Cluster cluster) throws IOException {
        office = Office.open(cluster, folder, Duration.ofSeconds(2));
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
    void masksPersonalDataForViewersAndOffersThemNothingToDo() {
        Desk desk = office.at("viewer", Samples.invoice("masked", 1));

        assertThat(desk.page.content()).doesNotContain("DE89 3704 0044");
        assertThat(desk.page.locator("[data-text]")).containsText("IBAN **** ****");
        assertThat(desk.page.locator("main button:visible").filter(new Locator.FilterOptions().setHasText("Approve")))
                .hasCount(0);
        Response refused = desk.to("/item/original?id=masked");
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void findsNothingByWhatIsMasked() {
        Desk reviewer = office.at("reviewer", Samples.invoice("searched", 1));
        reviewer.awaitRows("/?q=searched+0532", 1);
        Desk viewer = office.desk();
        viewer.login("viewer");

        viewer.awaitRows("/?q=searched+Lindenweg", 1);
        viewer.to("/?q=searched+0532");

        assertThat(viewer.page.locator("main")).containsText("Nothing matches");
        assertThat(viewer.page.locator("[data-tab=all] .count")).hasText("0");
    }

    @Test
    void showsTheDocumentsOfTheirTenantAlone() {
        office.stack.hold(Samples.foreign("tenant-theirs", 1));
        Desk desk = office.at("acme", Samples.email("tenant-own", 2));
        Desk all = office.desk();
        all.login("operator");
        all.awaitRows("/?q=tenant", 2);

        desk.awaitRows("/?q=tenant", 1);

        assertThat(desk.page.locator("[data-row] .id")).hasText("tenant-own");
        assertThat(desk.page.locator("select[name=tenant]")).not().containsText("globex");
        assertThat(desk.to("/item?id=tenant-theirs").status()).isEqualTo(404);
        desk.awaitRows("/?q=tenant&tenant=globex", 0);
    }

    @Test
    void showsTheDocumentsOfTheirProfileAlone() {
        office.stack.hold(Samples.email("shelf-theirs", 1));
        Desk desk = office.at("invoices", Samples.invoice("shelf-own", 2));
        Desk all = office.desk();
        all.login("operator");
        all.awaitRows("/?q=shelf", 2);

        desk.awaitRows("/?q=shelf", 1);

        assertThat(desk.page.locator("[data-row] .id")).hasText("shelf-own");
        assertThat(desk.to("/item?id=shelf-theirs").status()).isEqualTo(404);
        desk.to("/export");
        assertThat(desk.page.locator("select[name=profile] option")).hasCount(2);
    }

    @Test
    void actsOnNothingThatTheyMayNotSeeEvenIfTheyKnowItsName() {
        office.stack.hold(Samples.foreign("known-theirs", 1));
        Desk all = office.desk();
        all.login("operator");
        all.await("known-theirs");
        Desk desk = office.at("acme", Samples.email("known-own", 2));
        desk.awaitRows("/?q=known", 1);

        desk.page.locator("[data-row] input").evaluate("box => { box.value = '1:known-theirs'; box.checked = true; }");
        desk.page.locator("#bulk [name=action]").selectOption("discard");
        desk.page.locator("#bulk [name=reason]").selectOption("SPAM");
        desk.page.locator("#bulk button").click();
        desk.page.locator("main button.primary").click();

        assertThat(desk.page.locator("#run")).containsText("There is no such item, or you may not see it.");
        all.open("known-theirs");
        assertThat(all.page.locator(".status")).hasText("pending");
    }

    @Test
    void givesNoDocumentAProfileThatTheyMayNotSee() {
        Desk desk = office.at("invoices", Samples.invoice("given", 1));

        desk.page
                .getByText("Redrive", new com.microsoft.playwright.Page.GetByTextOptions().setExact(true))
                .click();
        desk.page
                .locator("select[name=profile]")
                .evaluate("list => { list.add(new Option('contract', 'contract')); list.value = 'contract'; }");
        desk.page.getByText("Send back into the pipeline").click();

        assertThat(desk.page.locator("main")).containsText("You may not see documents of the profile");
    }
}
