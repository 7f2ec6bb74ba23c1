package dev.sluice.acceptance;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sluice.console.web.Desk;
import dev.sluice.console.web.Office;
import dev.sluice.devstack.llm.SimulatedLlm;
import dev.sluice.devstack.llm.SimulatedLlmSettings;
import dev.sluice.processor.ProcessorApp;
import dev.sluice.schemas.avro.EnrichedDocument;
import dev.sluice.schemas.cluster.Cluster;
import dev.sluice.schemas.cluster.SharedCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a document: through the pipeline to a person, back, and out. */
@ExtendWith(SharedCluster.class)
final class JourneyIT {
    private static final String GERMAN = "Guten Tag, meine Bestellung 53120 vom 3. November 2026 ist immer noch nicht"
            + " angekommen. Laut Sendungsverfolgung liegt das Paket seit einer Woche beim Zusteller.";
    private static final String ALIKE = "Guten Tag, meine Bestellung 53121 vom 4. November 2026 ist immer noch nicht"
            + " angekommen. Laut Sendungsverfolgung liegt das Paket seit zwei Wochen beim Zusteller.";
    private static final String UNSURE = "Hello, I ordered a lamp on 2026-11-03, order 77120, and it has still not"
            + " arrived. Where is my parcel? Jane Doe [[sim:low-confidence step=classify]]";

    @TempDir
    private static Path folder;

    private static Office office;

    @BeforeAll
    static void open(Cluster cluster) throws IOException {
        office = Office.open(cluster, folder, Duration.ofSeconds(1));
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
    void aCorrectionIsPublishedAndTheNextDocumentLikeItIsLabelledByIt() throws Exception {
        try (ProcessorApp processor = processor(Map.of())) {
            Desk desk = office.desk();
            desk.login("reviewer");
            office.stack.raw("german", GERMAN, "support-email");
            desk.await("german");
            Locator label = desk.page.getByLabel("Label");
            assertThat(label).not().hasValue("delivery_issue");

            label.selectOption("delivery_issue");
            desk.publish();

            EnrichedDocument document = office.published("german");
            assertThat(document.getClassification().getLabel()).isEqualTo("delivery_issue");
            assertThat(document.getReview().orElseThrow().getChanged()).contains("/label");
            Awaitility.await()
                    .atMost(Office.LONG)
                    .until(() -> metrics(desk, processor).contains("sluice_corrections 1"));
            office.stack.raw("alike", ALIKE, "support-email");
            desk.await("alike");
            assertThat(desk.page.getByLabel("Label")).hasValue("delivery_issue");
        }
    }

    @Test
    void aDocumentThatIsSentBackIsEnrichedWithWhatWasFinishedKept() throws Exception {
        try (SimulatedLlm model = SimulatedLlm.start(SimulatedLlmSettings.defaults());
                ProcessorApp processor = processor(Map.of("llm.base.url", model.baseUrl()))) {
            Desk desk = office.desk();
            desk.login("reviewer");
            office.stack.raw("unsure", UNSURE, "support-email");
            desk.await("unsure");
            assertThat(desk.page.locator(".why")).isVisible();

            desk.page
                    .getByText("Redrive", new Page.GetByTextOptions().setExact(true))
                    .click();
            desk.page.getByText("Send back into the pipeline").click();

            EnrichedDocument document = office.published("unsure");
            assertThat(document.getReview()).as("no person vouches for it").isEmpty();
            assertThat(document.getAttempts())
                    .extracting(attempt -> attempt.getStage())
                    .containsExactly("extract", "summarize", "classify", "classify");
            desk.await("unsure", "<b>completed</b>");
            assertThat(desk.page.locator(".history")).containsText("completed");
        }
    }

    private static ProcessorApp processor(Map<String, String> more) throws Exception {
        Map<String, String> config = new HashMap<>(more);
        config.putAll(office.stack.surroundings());
        config.put("state.dir", folder.resolve("state-processor").toString());
        config.put("http.port", "0");
        return Processors.start(config);
    }

    private static String metrics(Desk desk, ProcessorApp processor) {
        return desk.page
                .request()
                .get("http://127.0.0.1:" + processor.httpPort() + "/metrics")
                .text();
    }
}
