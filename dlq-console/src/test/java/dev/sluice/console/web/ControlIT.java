package dev.sluice.console.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.microsoft.playwright.Locator;
import dev.sluice.schemas.Topic;
import dev.sluice.schemas.avro.AuditAction;
import dev.sluice.schemas.avro.AuditEvent;
import dev.sluice.schemas.avro.ControlKind;
import dev.sluice.schemas.avro.ControlSetting;
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

/** What operators set while the pipeline runs. */
@ExtendWith(SharedCluster.class)
final class ControlIT {
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
    void whoeverMayNotSeeAllDocumentsControlsNone() {
        Desk desk = office.desk();
        desk.login("acme");

        assertThat(desk.page.request().get(office.stack.app.url() + "/control").status())
                .isEqualTo(403);
    }

    @Test
    void setsNothingThatMakesNoSenseAndSaysWhy() {
        Desk desk = operator();
        Locator form = form(desk, "budget");
        form.locator("[name=subject]").selectOption("tenant");
        form.locator("[name=dollars]").fill("12.50");
        form.locator("[name=why]").fill("They asked for it");

        form.locator("button").click();

        assertThat(desk.page.locator("main")).containsText("the tenant is empty; it must be named");
        assertThat(settings("budget/tenant//day")).isEmpty();
    }

    @Test
    void theKillSwitchIsEngagedOnlyAfterAConfirmationAndReleasedAgain() {
        Desk desk = operator();
        desk.page.locator("details summary").click();
        Locator form = form(desk, "kill");
        form.locator("[name=why]").fill("The provider answers with rubbish");
        form.locator("button").click();
        assertThat(form.locator("[name=sure]")).isVisible();
        assertThat(settings("kill-switch")).as("nobody confirmed it").isEmpty();

        form.locator("[name=sure]").check();
        form.locator("button").click();

        assertThat(desk.page.locator("main")).containsText("No model is called.");
        assertThat(desk.page.locator("main")).containsText("The provider answers with rubbish");
        assertThat(settings("kill-switch"))
                .singleElement()
                .satisfies(setting -> assertThat(setting.getKind()).isEqualTo(ControlKind.KILL_SWITCH));
        assertThat(desk.objections()).isEmpty();

        desk.page.locator("form[action='/control/unset'] [name=why]").fill("It is well again");
        desk.page.locator("form[action='/control/unset'] button").click();

        assertThat(desk.page.locator("main")).containsText("Models are called.");
        assertThat(office.stack.records(Topic.AUDIT, AuditEvent.class, "kill-switch"))
                .extracting(AuditEvent::getActor, AuditEvent::getAction)
                .containsExactly(tuple("operator", AuditAction.SET), tuple("operator", AuditAction.UNSET));
    }

    @Test
    void setsAPauseAThresholdAnEngineAndABudget() {
        Desk desk = operator();
        send(desk, "pause", "name", "invoice");
        send(desk, "threshold", "accept", "0.95");
        send(desk, "engine", "engine", "large");
        Locator budget = form(desk, "budget");
        budget.locator("[name=for]").selectOption("60");
        send(desk, "budget", "dollars", "12.50");

        assertThat(desk.page.locator(".settings > li")).hasCount(4);
        assertThat(desk.page.locator(".settings")).containsText("documents of profile invoice wait");
        assertThat(desk.page.locator(".settings")).containsText("at most 12.5 USD a day");
        assertThat(settings("budget/day")).singleElement().satisfies(setting -> {
            assertThat(setting.getLimitMicros()).contains(12_500_000L);
            assertThat(Duration.between(
                            setting.getSetAt(), setting.getExpiresAt().orElseThrow()))
                    .isEqualTo(Duration.ofHours(1));
            assertThat(setting.getSetBy()).isEqualTo("operator");
        });
        assertThat(settings("pause/profile/invoice")).hasSize(1);
        assertThat(desk.objections()).isEmpty();
        desk.page.setViewportSize(390, 844);
        desk.assertFitsWindow();
    }

    private static Desk operator() {
        Desk desk = office.desk();
        desk.login("operator");
        desk.to("/control");
        return desk;
    }

    private static Locator form(Desk desk, String control) {
        return desk.page.locator("form:has([name=control][value=" + control + "])");
    }

    private static void send(Desk desk, String control, String name, String value) {
        int before = desk.page.locator(".settings > li").count();
        Locator form = form(desk, control);
        form.locator("[name=" + name + "]").fill(value);
        form.locator("[name=why]").fill("To see");
        form.locator("button").click();
        assertThat(desk.page.locator(".settings > li")).hasCount(before + 1);
    }

    private static List<ControlSetting> settings(String key) {
        return office.stack.records(Topic.CONTROL, ControlSetting.class, key);
    }
}
