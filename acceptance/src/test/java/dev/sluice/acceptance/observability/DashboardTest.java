package dev.sluice.acceptance.observability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dashboards can be read without knowing how they were made, and work with any data source. */
final class DashboardTest {
    private static final String DATA_SOURCE = "${datasource}";

    @Test
    void thereIsOneForEachQuestion() throws IOException {
        assertThat(Dashboard.all())
                .extracting(dashboard -> dashboard.json().path("uid").asText())
                .containsExactly("sluice-models", "sluice-pipeline", "sluice-review", "sluice-streams");
    }

    @Test
    void everyPanelSaysWhatItShows() throws IOException {
        assertThat(Dashboard.all()).allSatisfy(dashboard -> {
            List<JsonNode> panels = dashboard.panels();
            assertThat(panels).extracting(panel -> panel.path("title").asText()).doesNotHaveDuplicates();
            assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
            assertThat(panels).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("title").asText()).isNotEmpty();
                assertThat(panel.path("description").asText()).endsWith(".");
                assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotEmpty();
            });
        });
    }

    @Test
    void everyPanelAsksTheDataSourceThatIsChosen() throws IOException {
        assertThat(Dashboard.all()).allSatisfy(dashboard -> {
            assertThat(dashboard.variables().getFirst().path("type").asText()).isEqualTo("datasource");
            assertThat(dashboard.json().findValues("datasource"))
                    .extracting(source -> source.path("uid").asText())
                    .containsOnly(DATA_SOURCE);
        });
    }

    @Test
    void everyVariableIsUsedAndEveryOneThatIsUsedExists() throws IOException {
        assertThat(Dashboard.all()).allSatisfy(dashboard -> {
            String panels = dashboard.panels().toString();
            assertThat(dashboard.variables())
                    .allSatisfy(variable -> assertThat(panels)
                            .containsPattern("\\$\\{?" + variable.path("name").asText() + "\\b"));
            assertThat(dashboard.questions())
                    .extracting(question -> question.expression().text())
                    .noneMatch(expression -> expression.contains("$"));
        });
    }
}
